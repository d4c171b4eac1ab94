// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/layers/addition.hpp>
#include <whence/backends/reference/layers/dropout.hpp>
#include <whence/backends/reference/layers/flatten.hpp>

#include "support/numbers.hpp"

using whence::feature_tensor;
using whence::reference::map_shape;
using whence::test::random_tensor;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_flatten)

BOOST_AUTO_TEST_CASE(flatten_keeps_the_order_of_values_there_and_back) {
  whence::reference::flatten<double> const layer;
  auto const input = random_tensor<double, 4>({2, 3, 4, 5}, 1);
  auto const flat = layer.forward(input, {});
  BOOST_TEST(flat.shape(1) == 60u);
  BOOST_TEST(flat.shape(3) == 1u);
  BOOST_TEST(same_bits(flat, input));
  auto const back = layer.pullback(flat, map_shape{3, 4, 5}, {});
  BOOST_TEST(back.shape(2) == 4u);
  BOOST_TEST(same_bits(back, input));
  BOOST_TEST(!layer.geometry_behind({}, {3, 4, 5}).has_value());
}

BOOST_AUTO_TEST_CASE(dropout_changes_nothing) {
  whence::reference::dropout<double> const layer;
  auto const input = random_tensor<double, 4>({2, 3, 1, 1}, 1);
  BOOST_TEST(same_bits(layer.forward(input, {}), input));
  BOOST_TEST(same_bits(layer.pullback(input, map_shape{3, 1, 1}, {}), input));
}

BOOST_AUTO_TEST_CASE(addition_adds_and_refuses_two_shapes) {
  whence::reference::addition<double> const layer;
  feature_tensor<double> const left{{{{1, 2}}}};
  feature_tensor<double> const right{{{{10, 20}}}};
  feature_tensor<double> const sum{{{{11, 22}}}};
  BOOST_TEST(same_bits(layer.forward(left, right, {}), sum));
  BOOST_CHECK_THROW((void)layer.output_shape({1, 1, 2}, {1, 2, 1}), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
