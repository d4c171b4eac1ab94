// SPDX-License-Identifier: BSD-3-Clause
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>
#include <whence/backends/reference/detail/blocked_maps.hpp>
#include <whence/backends/reference/detail/winograd_convolution.hpp>
#include <whence/backends/reference/layers/convolution.hpp>

#include "support/every_instruction_set.hpp"
#include "support/numbers.hpp"

namespace kernels = whence::reference::detail::kernels;
using whence::feature_tensor;
using whence::weight_tensor;
using whence::reference::convolution;
using whence::reference::filter_bank;
using whence::reference::map_shape;
using whence::reference::window;
using whence::reference::detail::blocked_maps;
using whence::reference::detail::scratch_pool;
using whence::reference::detail::winograd_convolution;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::random_values;

namespace {

template <class T>
filter_bank<T> random_filters(std::size_t filters, std::size_t channels) {
  return {weight_tensor<T>({filters, channels, 3, 3}, random_values<T>(filters * channels * 9, 1)),
          weight_tensor<T>({filters}, random_values<T>(filters, 2)), window::square(3, 1, 1)};
}

struct engine_under_test {
  std::shared_ptr<scratch_pool> scratch = std::make_shared<scratch_pool>();
  winograd_convolution convolution;
  whence::executor threads;

  engine_under_test(filter_bank<float> const& bank, bool keep_weights) : convolution(bank, keep_weights, scratch) {}

  feature_tensor<float> forward(feature_tensor<float> const& input) const {
    return run(input, convolution.bank().filters(), &winograd_convolution::forward);
  }
  feature_tensor<float> pullback(feature_tensor<float> const& gradient) const {
    return run(gradient, convolution.bank().channels(), &winograd_convolution::pullback);
  }

 private:
  template <class Pass>
  feature_tensor<float> run(feature_tensor<float> const& input, std::size_t channels, Pass pass) const {
    auto const from = blocked_maps::of(input, *scratch, threads);
    blocked_maps const to(from.images(), {channels, input.shape(2), input.shape(3)}, *scratch);
    kernels::tile_job job;
    job.images = from.images();
    job.height = input.shape(2);
    job.width = input.shape(3);
    job.input = from.data();
    job.plain = to.data();
    (convolution.*pass)(job, threads);
    return to.planes(threads);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_reference_detail_winograd_convolution)

// Images, channels, filters, height, width: one cell; maps smaller than a tile, than what it reads; partial tiles in
// one direction; channels and filters that fill no block, one, and several; tiles that fill no panel, and many.
BOOST_AUTO_TEST_CASE(shapes_of_all_kinds_are_what_double_precision_computes) {
  constexpr std::array<std::array<std::size_t, 5>, 9> shapes{{{1, 1, 1, 1, 1},
                                                              {1, 3, 5, 2, 3},
                                                              {2, 16, 32, 5, 6},
                                                              {1, 17, 33, 4, 4},
                                                              {3, 7, 64, 9, 17},
                                                              {1, 40, 20, 31, 8},
                                                              {2, 32, 48, 12, 12},
                                                              {5, 2, 3, 13, 29},
                                                              {1, 64, 64, 50, 50}}};
  support::for_every_instruction_set([&](whence::reference::instruction_set set) {
    for (auto const& [images, channels, filters, height, width] : shapes) {
      BOOST_TEST_CONTEXT(to_text(set) << ' ' << channels << " -> " << filters << ", " << height << " x " << width) {
        auto const input = random_tensor<double, 4>({images, channels, height, width}, 3);
        auto const gradient = random_tensor<double, 4>({images, filters, height, width}, 4);
        convolution<double> const exact(random_filters<double>(filters, channels));
        engine_under_test const fast(random_filters<float>(filters, channels), true);
        feature_tensor<float> const input_f = input;
        feature_tensor<float> const gradient_f = gradient;
        map_shape const shape{channels, height, width};
        BOOST_TEST(error_of_maximum(fast.forward(input_f), exact.forward(input, {})) < 1e-5);
        BOOST_TEST(error_of_maximum(fast.pullback(gradient_f), exact.pullback(gradient, shape, {})) < 1e-5);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(one_filter_of_one_weight_copies_and_shifts_by_hand) {
  // A filter whose only weight, 2, is its upper left one: out(i, j) = 1 + 2 in(i - 1, j - 1), zero outside.
  std::vector<float> weights(9, 0);
  weights[0] = 2;
  filter_bank<float> const bank{weight_tensor<float>({1, 1, 3, 3}, weights), weight_tensor<float>({1}, {1.0F}),
                                window::square(3, 1, 1)};
  engine_under_test const fast(bank, true);
  feature_tensor<float> input({1, 1, 2, 3});
  for (std::size_t i = 0; i != 6; ++i) input.data()[i] = static_cast<float>(i + 1);  // 1 2 3 / 4 5 6
  auto const output = fast.forward(input);
  std::vector<float> const expected{1, 1, 1, 1, 3, 5};  // 1 1 1 / 1 (1 + 2 1) (1 + 2 2)
  for (std::size_t i = 0; i != 6; ++i) BOOST_TEST(std::abs(output.data()[i] - expected[i]) < 1e-5);
  auto const back = fast.pullback(input);
  std::vector<float> const turned{10, 12, 0, 0, 0, 0};  // 2 5, 2 6 / nothing below
  for (std::size_t i = 0; i != 6; ++i) BOOST_TEST(std::abs(back.data()[i] - turned[i]) < 1e-5);
}

BOOST_AUTO_TEST_CASE(only_3_x_3_filters_of_stride_and_padding_1_are_its_own) {
  auto bank = random_filters<float>(4, 4);
  BOOST_TEST(winograd_convolution::computes(bank));
  bank.geometry = window::square(3, 2, 1);
  BOOST_TEST(!winograd_convolution::computes(bank));
  bank.geometry = window::square(3, 1, 0);
  BOOST_TEST(!winograd_convolution::computes(bank));
  bank.geometry = window::square(3, 1, 1, 2);
  BOOST_TEST(!winograd_convolution::computes(bank));
  bank.geometry = window::square(3, 1, 1);
  bank.groups = 2;
  BOOST_TEST(!winograd_convolution::computes(bank));
}

BOOST_AUTO_TEST_CASE(panels_hold_every_tile_once_and_few_rows_more) {
  for (int const bytes : {16, 32, 64}) {
    for (std::size_t tiles = 1; tiles != 200; ++tiles) {
      kernels::tile_panels const panels(tiles, bytes);
      std::size_t held = 0;
      for (std::size_t panel = 0; panel != panels.count(); ++panel) {
        BOOST_TEST(panels.begin(panel) + panels.rows(panel) == panels.begin(panel + 1));
        held += panels.tiles(panel);
      }
      BOOST_TEST(held == tiles);
      BOOST_TEST(panels.begin(panels.count()) - tiles < panels.rows(panels.count() - 1));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
