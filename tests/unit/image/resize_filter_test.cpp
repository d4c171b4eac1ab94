// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/image/detail/resize_plan.hpp>
#include <whence/image/resize_filter.hpp>

using whence::resize_filter;
using whence::detail::filter_weight;

BOOST_AUTO_TEST_SUITE(image_resize_filter)

BOOST_AUTO_TEST_CASE(bilinear_is_what_is_meant_unless_another_is_named) {
  BOOST_TEST((whence::resize_filter{} == resize_filter::bilinear));
}

BOOST_AUTO_TEST_CASE(the_filters_weigh_by_distance_as_their_formulas_say) {
  BOOST_TEST(filter_weight(resize_filter::bilinear, -0.25) == 0.75);
  BOOST_TEST(filter_weight(resize_filter::bilinear, 1.5) == 0.0);
  // Keys: 1.5 |x|^3 - 2.5 |x|^2 + 1 up to 1, -.5 |x|^3 + 2.5 |x|^2 - 4 |x| + 2 up to 2.
  // At .5: .1875 - .625 + 1; at 1.5: -1.6875 + 5.625 - 6 + 2.
  BOOST_TEST(filter_weight(resize_filter::bicubic, 0.0) == 1.0);
  BOOST_TEST(filter_weight(resize_filter::bicubic, 0.5) == 0.5625);
  BOOST_TEST(filter_weight(resize_filter::bicubic, 1.0) == 0.0);
  BOOST_TEST(filter_weight(resize_filter::bicubic, -1.5) == -0.0625);
  BOOST_TEST(filter_weight(resize_filter::bicubic, 2.5) == 0.0);
  // Of two pixels at the same distance the box has one.
  BOOST_TEST(filter_weight(resize_filter::box, -0.5) == 0.0);
  BOOST_TEST(filter_weight(resize_filter::box, 0.5) == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
