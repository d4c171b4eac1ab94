// SPDX-License-Identifier: BSD-3-Clause
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>
#include <whence/backends/reference/exact_convolution.hpp>
#include <whence/backends/reference/layers/convolution.hpp>

#include "support/numbers.hpp"

using whence::executor;
using whence::feature_tensor;
using whence::weight_tensor;
using whence::reference::convolution;
using whence::reference::exact_convolution;
using whence::reference::filter_bank;
using whence::reference::map_shape;
using whence::reference::window;

namespace {

struct layer_case {
  map_shape input;
  std::size_t filters;
  window geometry;
  std::size_t groups;
};

std::vector<layer_case> const cases{
    {{3, 9, 7}, 4, window::square(3, 1, 1), 1},
    {{5, 8, 8}, 3, window::square(1), 1},
    {{4, 11, 13}, 6, window::square(3, 2, 1), 2},
    {{2, 12, 9}, 3, {{5, 3, 2, 1}, {2, 1, 0, 2}}, 1},
    {{6, 7, 7}, 6, window::square(3, 1, 2, 2), 6},
    {{150, 6, 9}, 70, window::square(3, 1, 1), 1},  // more filters, terms and cells than one tile holds
    {{2, 24, 21}, 9, window::square(11, 4, 2), 1},  // more kernel positions than a tile has rows
};

filter_bank<double> bank_of(layer_case const& c) {
  std::size_t const group_channels = c.input.channels / c.groups;
  std::vector<std::size_t> shape{c.filters, group_channels, c.geometry.rows.kernel, c.geometry.columns.kernel};
  std::size_t const size = c.filters * group_channels * c.geometry.rows.kernel * c.geometry.columns.kernel;
  return {weight_tensor<double>(shape, whence::test::random_values<double>(size, 3)),
          weight_tensor<double>({c.filters}, whence::test::random_values<double>(c.filters, 4)), c.geometry, c.groups};
}

/// The definition, term by term: visits (output position, filter weight, input position) of one image.
template <class Visit>
void for_each_term(layer_case const& c, map_shape const& out, Visit visit) {
  auto const& rows = c.geometry.rows;
  auto const& columns = c.geometry.columns;
  std::size_t const channels = c.input.channels / c.groups;
  for (std::size_t k = 0; k != c.filters; ++k)
    for (std::size_t i = 0; i != out.height; ++i)
      for (std::size_t j = 0; j != out.width; ++j)
        for (std::size_t ch = 0; ch != channels; ++ch)
          for (std::size_t y = 0; y != rows.kernel; ++y)
            for (std::size_t x = 0; x != columns.kernel; ++x) {
              auto const at = [](std::size_t window, std::size_t position, whence::reference::window_axis const& axis) {
                return static_cast<long>(window * axis.stride + position * axis.dilation) -
                       static_cast<long>(axis.padding);
              };
              long const row = at(i, y, rows);
              long const column = at(j, x, columns);
              if (row < 0 || column < 0 || row >= static_cast<long>(c.input.height) ||
                  column >= static_cast<long>(c.input.width))
                continue;
              std::size_t const channel = k / (c.filters / c.groups) * channels + ch;
              visit((k * out.height + i) * out.width + j, ((k * channels + ch) * rows.kernel + y) * columns.kernel + x,
                    (channel * c.input.height + static_cast<std::size_t>(row)) * c.input.width +
                        static_cast<std::size_t>(column));
            }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_exact_convolution)

BOOST_AUTO_TEST_CASE(a_small_convolution_comes_out_as_by_hand) {
  // One channel 3 x 3 holding 1 .. 9, one 2 x 2 filter (1, 2; 3, 4), bias .5:
  // top left 1*1 + 2*2 + 4*3 + 5*4 + .5 = 37.5, then every step right adds 10, every step down 30.
  feature_tensor<double> const input{{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}}};
  convolution<double> const layer(
      {weight_tensor<double>({1, 1, 2, 2}, {1, 2, 3, 4}), weight_tensor<double>({1}, {0.5}), window::square(2)});
  feature_tensor<double> const expected{{{{37.5, 47.5}, {67.5, 77.5}}}};
  BOOST_TEST(whence::test::same_bits(layer.forward(input, executor::serial()), expected));
}

BOOST_AUTO_TEST_CASE(a_small_pullback_comes_out_as_by_hand) {
  // Gradient 1 at the top left and 10 at the bottom right output: the filter lands there, once and ten times.
  convolution<double> const layer(
      {weight_tensor<double>({1, 1, 2, 2}, {1, 2, 3, 4}), weight_tensor<double>({1}, {0.5}), window::square(2)});
  feature_tensor<double> const gradient{{{{1, 0}, {0, 10}}}};
  feature_tensor<double> const expected{{{{1, 2, 0}, {3, 4 + 10, 20}, {0, 30, 40}}}};
  BOOST_TEST(whence::test::same_bits(layer.pullback(gradient, {1, 3, 3}, executor::serial()), expected));
}

BOOST_AUTO_TEST_CASE(every_geometry_agrees_with_the_definition_forth_and_back) {
  for (layer_case const& c : cases) {
    BOOST_TEST_CONTEXT(c.input.text() << " kernel " << c.geometry.rows.kernel << " groups " << c.groups) {
      filter_bank<double> const bank = bank_of(c);
      convolution<double> const layer(bank);
      map_shape const out = layer.output_shape(c.input);
      auto const input = whence::test::random_tensor<double, 4>(c.input.batch(2), 5);
      auto const gradient = whence::test::random_tensor<double, 4>(out.batch(2), 6);
      feature_tensor<double> expected(out.batch(2));
      feature_tensor<double> expected_back = xt::zeros<double>(c.input.batch(2));
      for (std::size_t n = 0; n != 2; ++n) {
        for (std::size_t i = 0; i != out.size(); ++i) {
          expected.data()[n * out.size() + i] = bank.bias.data()[i / out.cells()];
        }
        for_each_term(c, out, [&](std::size_t o, std::size_t w, std::size_t i) {
          expected.data()[n * out.size() + o] += bank.weights.data()[w] * input.data()[n * c.input.size() + i];
          expected_back.data()[n * c.input.size() + i] += bank.weights.data()[w] * gradient.data()[n * out.size() + o];
        });
      }
      BOOST_TEST(whence::test::error_of_maximum(layer.forward(input, {}), expected) < 1e-13);
      BOOST_TEST(whence::test::error_of_maximum(layer.pullback(gradient, c.input, {}), expected_back) < 1e-13);
    }
  }
}

BOOST_AUTO_TEST_CASE(bits_depend_neither_on_the_batch_nor_on_the_threads) {
  for (layer_case const& c : cases) {
    convolution<double> const layer(bank_of(c));
    map_shape const out = layer.output_shape(c.input);
    auto const input = whence::test::random_tensor<double, 4>(c.input.batch(3), 7);
    auto const gradient = whence::test::random_tensor<double, 4>(out.batch(3), 8);
    auto const together = layer.forward(input, executor::serial());
    auto const back = layer.pullback(gradient, c.input, executor::serial());
    BOOST_TEST(whence::test::same_bits(layer.forward(input, {}), together));
    BOOST_TEST(whence::test::same_bits(layer.pullback(gradient, c.input, {}), back));
    feature_tensor<double> const alone = xt::view(input, xt::range(1, 2));
    feature_tensor<double> const expected = xt::view(together, xt::range(1, 2));
    BOOST_TEST(whence::test::same_bits(layer.forward(alone, {}), expected));
    feature_tensor<double> const gradient_alone = xt::view(gradient, xt::range(2, 3));
    feature_tensor<double> const expected_back = xt::view(back, xt::range(2, 3));
    BOOST_TEST(whence::test::same_bits(layer.pullback(gradient_alone, c.input, {}), expected_back));
  }
}

BOOST_AUTO_TEST_SUITE_END()
