// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/class_maps.hpp>

BOOST_AUTO_TEST_SUITE(core_class_maps)

BOOST_AUTO_TEST_CASE(a_new_one_is_empty_and_knows_no_geometry) {
  whence::class_maps<float> const answer;
  BOOST_TEST(answer.values.size() == 0u);
  BOOST_TEST(answer.scores.size() == 0u);
  BOOST_TEST(answer.classes.size() == 0u);
  BOOST_TEST(answer.status.empty());
  BOOST_TEST(!answer.geometry.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
