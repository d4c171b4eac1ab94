// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/layers/adaptive_average_pool.hpp>

#include "support/numbers.hpp"

using whence::feature_tensor;
using whence::reference::adaptive_average_pool;
using whence::reference::map_shape;
using whence::test::error_of_maximum;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_adaptive_average_pool)

BOOST_AUTO_TEST_CASE(maps_of_the_wanted_size_pass_unchanged) {
  auto const input = whence::test::random_tensor<double, 4>({2, 3, 7, 7}, 1);
  BOOST_TEST(same_bits(adaptive_average_pool<double>(7, 7).forward(input, {}), input));
}

BOOST_AUTO_TEST_CASE(windows_overlap_where_the_size_does_not_divide) {
  // Three cells to two: output 0 averages cells 0 .. 1, output 1 cells 1 .. 2.
  feature_tensor<double> const input{{{{1, 3, 7}}}};
  feature_tensor<double> const expected{{{{2, 5}}}};
  BOOST_TEST(same_bits(adaptive_average_pool<double>(1, 2).forward(input, {}), expected));
  feature_tensor<double> const gradient{{{{2, 8}}}};
  feature_tensor<double> const back{{{{1, 1 + 4, 4}}}};
  BOOST_TEST(same_bits(adaptive_average_pool<double>(1, 2).pullback(gradient, map_shape{1, 1, 3}, {}), back));
}

BOOST_AUTO_TEST_CASE(small_maps_are_enlarged) {
  // One cell to three: all are it; its gradient is their sum.
  feature_tensor<double> const input{{{{4}}}};
  feature_tensor<double> const expected{{{{4, 4, 4}}}};
  BOOST_TEST(same_bits(adaptive_average_pool<double>(1, 3).forward(input, {}), expected));
  feature_tensor<double> const back{{{{6}}}};
  feature_tensor<double> const gradient{{{{1, 2, 3}}}};
  BOOST_TEST(same_bits(adaptive_average_pool<double>(1, 3).pullback(gradient, map_shape{1, 1, 1}, {}), back));
}

BOOST_AUTO_TEST_CASE(where_windows_differ_in_size_the_geometry_is_not_guessed) {
  adaptive_average_pool<double> const layer(7, 7);
  BOOST_TEST(layer.geometry_behind({}, {1, 14, 14})->rows.stride == 2.0);
  BOOST_TEST(layer.geometry_behind({}, {1, 14, 14})->rows.offset == 0.5);
  BOOST_TEST(!layer.geometry_behind({}, {1, 9, 14}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
