// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <memory>
#include <tuple>
#include <vector>
#include <whence/backends/reference/layers/linear.hpp>

#include "support/every_instruction_set.hpp"
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

namespace {

using value_types = std::tuple<float, double>;

/// Gradients as a ReLU leaves them: about half of them zero, others for each image.
template <class T>
feature_tensor<T> half_open(std::size_t images, std::size_t outputs) {
  auto gradient = random_tensor<T, 4>({images, outputs, 1, 1}, 4);
  for (T& g : gradient.storage()) g = std::max(g, T(0));
  return gradient;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_layers_linear)

BOOST_AUTO_TEST_CASE(a_small_layer_comes_out_as_by_hand) {
  linear<double> const layer({{2, 3}, {1, 2, 3, 4, 5, 6}}, {{2}, {0.5, -0.5}});
  feature_tensor<double> const input{{{{1}}, {{10}}, {{100}}}};
  feature_tensor<double> const expected{{{{321.5}}, {{653.5}}}};
  feature_tensor<double> const gradient{{{{1}}, {{10}}}};
  feature_tensor<double> const back{{{{41}}, {{52}}, {{63}}}};
  support::for_every_instruction_set([&](auto) {
    BOOST_TEST(same_bits(layer.forward(input, {}), expected));
    BOOST_TEST(same_bits(layer.pullback(gradient, {3, 1, 1}, {}), back));
  });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(sizes_that_fill_no_lane_no_piece_and_no_tile_agree_with_the_definition, T, value_types) {
  double const tolerance = std::same_as<T, float> ? 2e-6 : 1e-14;
  for (std::size_t const inputs : std::vector<std::size_t>{1, 3, 15, 16, 17, 130, 1'023, 1'025, 4'099}) {
    for (std::size_t const images : std::vector<std::size_t>{1, 2, 5}) {
      std::size_t const outputs = 35 + 18 * images;
      auto const weights = random_values<T>(outputs * inputs, 1);
      auto const bias = random_values<T>(outputs, 2);
      linear<T> const layer({{outputs, inputs}, weights}, {{outputs}, bias});
      auto const input = random_tensor<T, 4>({images, inputs, 1, 1}, 3);
      auto const gradient = half_open<T>(images, outputs);
      feature_tensor<double> expected = xt::zeros<double>({images, outputs, std::size_t{1}, std::size_t{1}});
      feature_tensor<double> back = xt::zeros<double>(input.shape());
      for (std::size_t n = 0; n != images; ++n) {
        for (std::size_t o = 0; o != outputs; ++o) {
          expected(n, o, 0, 0) = bias[o];
          for (std::size_t i = 0; i != inputs; ++i) {
            double const weight = weights[o * inputs + i];
            expected(n, o, 0, 0) += weight * input(n, i, 0, 0);
            back(n, i, 0, 0) += weight * gradient(n, o, 0, 0);
          }
        }
      }
      support::for_every_instruction_set([&](auto set) {
        BOOST_TEST_CONTEXT(to_text(set) << ", " << inputs << " inputs, " << images << " images") {
          BOOST_TEST(error_of_maximum(layer.forward(input, {}), expected) < tolerance);
          BOOST_TEST(error_of_maximum(layer.pullback(gradient, {inputs, 1, 1}, {}), back) < tolerance);
        }
      });
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bits_depend_neither_on_the_batch_nor_on_the_place_in_it_nor_on_the_threads, T,
                              value_types) {
  // So many images that the inputs are taken in two runs of columns, and of the gradients two groups are made.
  std::size_t const inputs = 1'500;
  std::size_t const outputs = 263;
  std::size_t const images = 1'030;
  linear<T> const layer({{outputs, inputs}, random_values<T>(outputs * inputs, 1)},
                        {{outputs}, random_values<T>(outputs, 2)});
  auto const input = random_tensor<T, 4>({images, inputs, 1, 1}, 3);
  auto const gradient = half_open<T>(images, outputs);
  support::for_every_instruction_set([&](auto set) {
    auto const forward = layer.forward(input, {});
    auto const back = layer.pullback(gradient, {inputs, 1, 1}, {});
    BOOST_TEST_CONTEXT(to_text(set)) {
      BOOST_TEST(same_bits(layer.forward(input, executor::serial()), forward));
      BOOST_TEST(same_bits(layer.pullback(gradient, {inputs, 1, 1}, executor::serial()), back));
      for (std::size_t const first : std::vector<std::size_t>{0, 1, 6, 1'029}) {
        for (std::size_t const count : std::vector<std::size_t>{1, 2, 3, 7}) {
          std::size_t const end = std::min(images, first + count);
          feature_tensor<T> const some = xt::view(input, xt::range(first, end));
          feature_tensor<T> const expected = xt::view(forward, xt::range(first, end));
          BOOST_TEST(same_bits(layer.forward(some, {}), expected));
          feature_tensor<T> const some_gradients = xt::view(gradient, xt::range(first, end));
          feature_tensor<T> const expected_back = xt::view(back, xt::range(first, end));
          BOOST_TEST(same_bits(layer.pullback(some_gradients, {inputs, 1, 1}, {}), expected_back));
        }
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(rows_whose_gradient_is_zero_are_not_read_for_that_image) {
  // Their weights are no numbers, and would show.
  std::size_t const inputs = 700;
  std::size_t const outputs = 150;
  std::vector<float> weights(outputs * inputs, 1.0f);
  for (std::size_t const closed : {0u, 9u, 63u, 64u, 149u}) {
    std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(closed * inputs), inputs, std::nanf(""));
  }
  linear<float> const layer({{outputs, inputs}, weights}, {{outputs}, std::vector<float>(outputs)});
  feature_tensor<float> gradient = xt::ones<float>({std::size_t{2}, outputs, std::size_t{1}, std::size_t{1}});
  for (std::size_t const closed : {0u, 9u, 63u, 64u, 149u}) gradient(1, closed, 0, 0) = 0;
  support::for_every_instruction_set([&](auto) {
    auto const both = layer.pullback(gradient, {inputs, 1, 1}, {});
    BOOST_TEST(std::isnan(both(0, 0, 0, 0)));
    feature_tensor<float> const second = xt::view(gradient, xt::range(1, 2));
    auto const alone = layer.pullback(second, {inputs, 1, 1}, {});
    for (std::size_t i = 0; i != inputs; ++i) {
      BOOST_TEST(both(1, i, 0, 0) == 145.0f);
      BOOST_TEST(alone(0, i, 0, 0) == 145.0f);
    }
  });
}

BOOST_AUTO_TEST_CASE(weights_need_no_more_alignment_than_a_number_has) {
  // As in a mapped file, whose header may have any length.
  std::size_t const inputs = 100;
  std::size_t const outputs = 9;
  auto const weights = random_values<float>(outputs * inputs, 1);
  auto const shifted = std::make_shared<std::vector<float>>(1 + weights.size());
  std::copy(weights.begin(), weights.end(), shifted->begin() + 1);
  std::shared_ptr<float const> const mapped(shifted, shifted->data() + 1);
  auto const bias = random_values<float>(outputs, 2);
  linear<float> const layer({{outputs, inputs}, weights}, {{outputs}, bias});
  linear<float> const other({{outputs, inputs}, mapped}, {{outputs}, bias});
  auto const input = random_tensor<float, 4>({3, inputs, 1, 1}, 3);
  auto const gradient = half_open<float>(3, outputs);
  support::for_every_instruction_set([&](auto) {
    BOOST_TEST(same_bits(other.forward(input, {}), layer.forward(input, {})));
    BOOST_TEST(same_bits(other.pullback(gradient, {inputs, 1, 1}, {}), layer.pullback(gradient, {inputs, 1, 1}, {})));
  });
}

BOOST_AUTO_TEST_CASE(another_number_of_inputs_is_an_error) {
  linear<float> const layer({{1, 2}, {1.0f, 1.0f}}, {{1}, {0.0f}});
  BOOST_CHECK_THROW((void)layer.output_shape({3, 1, 1}), whence::shape_error);
  BOOST_CHECK_THROW((void)layer.output_shape({1, 1, 2}), whence::shape_error);  // not flattened
}

BOOST_AUTO_TEST_SUITE_END()
