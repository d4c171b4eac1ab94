// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/pixel_attributions.hpp>

BOOST_AUTO_TEST_SUITE(core_pixel_attributions)

BOOST_AUTO_TEST_CASE(a_new_one_is_empty) {
  whence::pixel_attributions<double> const answer;
  BOOST_TEST(answer.values.size() == 0u);
  BOOST_TEST(answer.scores.size() == 0u);
  BOOST_TEST(answer.classes.size() == 0u);
  BOOST_TEST(answer.status.empty());
}

BOOST_AUTO_TEST_SUITE_END()
