// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/backends/reference/map_shape.hpp>

#include "support/random_values.hpp"
#include "support/run_benchmarks.hpp"

namespace benchmarks {

/// A convolution of VGG16, 3 x 3, stride 1, padding 1, at 224 x 224.
struct vgg_convolution {
  char const* name;
  std::size_t channels;
  std::size_t filters;
  std::size_t side;
  std::size_t times;  ///< how often the network has one of this shape

  [[nodiscard]] whence::reference::map_shape input() const { return {channels, side, side}; }
  [[nodiscard]] whence::reference::map_shape output() const { return {filters, side, side}; }
  [[nodiscard]] double operations() const {
    return 2.0 * 9.0 * static_cast<double>(channels) * static_cast<double>(output().size());
  }
};

inline constexpr vgg_convolution vgg_convolutions[] = {
    {"conv1_1", 3, 64, 224, 1},    {"conv1_2", 64, 64, 224, 1},  {"conv2_1", 64, 128, 112, 1},
    {"conv2_2", 128, 128, 112, 1}, {"conv3_1", 128, 256, 56, 1}, {"conv3_2", 256, 256, 56, 2},
    {"conv4_1", 256, 512, 28, 1},  {"conv4_2", 512, 512, 28, 2}, {"conv5_1", 512, 512, 14, 3},
};

inline whence::reference::filter_bank<float> some_filters(vgg_convolution const& layer) {
  float const scale = 1 / std::sqrt(static_cast<float>(9 * layer.channels));
  return {whence::weight_tensor<float>({layer.filters, layer.channels, 3, 3},
                                       some_values(9 * layer.channels * layer.filters, scale)),
          whence::weight_tensor<float>({layer.filters}, some_values(layer.filters)),
          whence::reference::window::square(3, 1, 1)};
}

/// Registers WHO/LAYER for each layer. Rates are those of a direct convolution, whatever is computed instead.
///
/// @param run called as (state, layer)
template <class Run>
void register_convolutions(std::string const& who, Run run) {
  for (vgg_convolution const& layer : vgg_convolutions) {
    timed(benchmark::RegisterBenchmark((who + '/' + layer.name).c_str(), [layer, run](benchmark::State& state) {
      run(state, layer);
      state.counters["GFLOPS"] =
          benchmark::Counter(1e-9 * layer.operations(), benchmark::Counter::kIsIterationInvariantRate);
    }));
  }
}

}  // namespace benchmarks
