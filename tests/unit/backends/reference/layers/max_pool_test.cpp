// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/backends/reference/layers/max_pool.hpp>

#include "support/numbers.hpp"

using whence::feature_tensor;
using whence::reference::max_pool;
using whence::reference::window;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_max_pool)

BOOST_AUTO_TEST_CASE(the_largest_of_each_window_wins_and_an_odd_row_and_column_are_dropped) {
  feature_tensor<double> const input{{{{1, 5, 2, 0, 9}, {3, 4, 8, 7, 9}, {9, 9, 9, 9, 9}}}};
  feature_tensor<double> const expected{{{{5, 8}}}};
  BOOST_TEST(same_bits(max_pool<double>(window::square(2, 2)).forward(input, {}), expected));
}

BOOST_AUTO_TEST_CASE(of_equal_values_the_first_in_row_major_order_gets_the_gradient) {
  feature_tensor<double> const input{{{{1, 7}, {7, 7}}}};
  feature_tensor<double> const gradient{{{{2}}}};
  feature_tensor<double> const expected{{{{0, 2}, {0, 0}}}};
  BOOST_TEST(same_bits(max_pool<double>(window::square(2, 2)).pullback(gradient, input, {}), expected));
}

BOOST_AUTO_TEST_CASE(where_windows_overlap_gradients_add) {
  // 3 x 3 windows, stride 2, padding 1 over 3 x 3: four windows; the centre, 9, wins them all.
  feature_tensor<double> const input{{{{1, 2, 3}, {4, 9, 5}, {6, 7, 8}}}};
  feature_tensor<double> const gradient{{{{1, 10}, {100, 1000}}}};
  feature_tensor<double> const expected{{{{0, 0, 0}, {0, 1111, 0}, {0, 0, 0}}}};
  BOOST_TEST(same_bits(max_pool<double>(window::square(3, 2, 1)).pullback(gradient, input, {}), expected));
}

BOOST_AUTO_TEST_CASE(padding_never_wins_even_over_negative_values) {
  feature_tensor<double> const input{{{{-3, -4}, {-5, -6}}}};
  feature_tensor<double> const expected{{{{-3, -4}, {-5, -6}}}};
  BOOST_TEST(same_bits(max_pool<double>(window::square(2, 2, 1)).forward(input, {}), expected));
}

BOOST_AUTO_TEST_CASE(a_window_over_padding_alone_is_refused) {
  // Kernel positions at cells -1 and 1 of a map of one cell; and a first window over cells -2 and -1.
  feature_tensor<double> const one_cell{{{{5}}}};
  feature_tensor<double> const four{{{{1, 2}, {3, 4}}}};
  BOOST_CHECK_THROW((void)max_pool<double>(window::square(2, 1, 1, 2)).forward(one_cell, {}), whence::shape_error);
  BOOST_CHECK_THROW((void)max_pool<double>(window::square(2, 1, 2)).forward(four, {}), whence::shape_error);
  BOOST_CHECK_NO_THROW((void)max_pool<double>(window::square(3, 2, 1)).forward(one_cell, {}));
}

BOOST_AUTO_TEST_CASE(a_nan_wins) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  feature_tensor<double> const input{{{{1, nan}, {7, 7}}}};
  BOOST_TEST(std::isnan(max_pool<double>(window::square(2, 2)).forward(input, {})(0, 0, 0, 0)));
}

BOOST_AUTO_TEST_SUITE_END()
