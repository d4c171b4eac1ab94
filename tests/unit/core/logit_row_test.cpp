// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/logit_row.hpp>

BOOST_AUTO_TEST_SUITE(core_logit_row)

BOOST_AUTO_TEST_CASE(a_row_is_one_images_logits) {
  whence::logit_matrix<double> const logits = {{0.0, 3.0, 2.0}, {5.0, 1.0, 4.0}};
  auto const row = whence::logit_row(logits, 1);
  BOOST_TEST(row.size() == 3u);
  BOOST_TEST(row.data() == &logits(1, 0));
  BOOST_TEST(row[2] == 4.0);
}

BOOST_AUTO_TEST_SUITE_END()
