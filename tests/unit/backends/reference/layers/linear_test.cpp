// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/backends/reference/layers/linear.hpp>

#include "support/numbers.hpp"

using whence::executor;
using whence::feature_tensor;
using whence::weight_tensor;
using whence::reference::linear;
using whence::reference::map_shape;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::random_values;
using whence::test::same_bits;

BOOST_AUTO_TEST_SUITE(backends_reference_layers_linear)

BOOST_AUTO_TEST_CASE(a_small_layer_comes_out_as_by_hand) {
  linear<double> const layer({{2, 3}, {1, 2, 3, 4, 5, 6}}, {{2}, {0.5, -0.5}});
  feature_tensor<double> const input{{{{1}}, {{10}}, {{100}}}};
  feature_tensor<double> const expected{{{{321.5}}, {{653.5}}}};
  BOOST_TEST(same_bits(layer.forward(input, {}), expected));
  feature_tensor<double> const gradient{{{{1}}, {{10}}}};
  feature_tensor<double> const back{{{{41}}, {{52}}, {{63}}}};
  BOOST_TEST(same_bits(layer.pullback(gradient, {3, 1, 1}, {}), back));
}

BOOST_AUTO_TEST_CASE(sizes_that_fill_no_lane_agree_with_the_definition) {
  for (std::size_t const inputs : std::vector<std::size_t>{1, 15, 16, 17, 4'099}) {
    std::size_t const outputs = 35;
    auto const weights = random_values<double>(outputs * inputs, 1);
    auto const bias = random_values<double>(outputs, 2);
    linear<double> const layer({{outputs, inputs}, weights}, {{outputs}, bias});
    auto const input = random_tensor<double, 4>({2, inputs, 1, 1}, 3);
    auto gradient = random_tensor<double, 4>({2, outputs, 1, 1}, 4);
    gradient(0, 3, 0, 0) = 0;  // a closed row
    feature_tensor<double> expected = xt::zeros<double>({std::size_t{2}, outputs, std::size_t{1}, std::size_t{1}});
    feature_tensor<double> back = xt::zeros<double>(input.shape());
    for (std::size_t n = 0; n != 2; ++n) {
      for (std::size_t o = 0; o != outputs; ++o) {
        expected(n, o, 0, 0) = bias[o];
        for (std::size_t i = 0; i != inputs; ++i) {
          expected(n, o, 0, 0) += weights[o * inputs + i] * input(n, i, 0, 0);
          back(n, i, 0, 0) += weights[o * inputs + i] * gradient(n, o, 0, 0);
        }
      }
    }
    BOOST_TEST(error_of_maximum(layer.forward(input, {}), expected) < 1e-13);
    BOOST_TEST(error_of_maximum(layer.pullback(gradient, {inputs, 1, 1}, {}), back) < 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(bits_depend_neither_on_the_batch_nor_on_the_threads) {
  std::size_t const inputs = 5'001;
  linear<float> const layer({{50, inputs}, random_values<float>(50 * inputs, 1)}, {{50}, random_values<float>(50, 2)});
  auto const input = random_tensor<float, 4>({3, inputs, 1, 1}, 3);
  auto const together = layer.forward(input, executor::serial());
  BOOST_TEST(same_bits(layer.forward(input, {}), together));
  feature_tensor<float> const alone = xt::view(input, xt::range(2, 3));
  feature_tensor<float> const expected = xt::view(together, xt::range(2, 3));
  BOOST_TEST(same_bits(layer.forward(alone, {}), expected));
}

BOOST_AUTO_TEST_CASE(another_number_of_inputs_is_an_error) {
  linear<float> const layer({{1, 2}, {1.0f, 1.0f}}, {{1}, {0.0f}});
  BOOST_CHECK_THROW((void)layer.output_shape({3, 1, 1}), whence::shape_error);
  BOOST_CHECK_THROW((void)layer.output_shape({1, 1, 2}), whence::shape_error);  // not flattened
}

BOOST_AUTO_TEST_SUITE_END()
