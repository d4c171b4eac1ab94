// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// Which way a convolution's filters are read.
enum class filter_use {
  forward,  ///< sums over input channels, one lane a filter
  pullback  ///< turned by 180 degrees: sums over filters, one lane an input channel
};

/// Transforms 32 filters of a 3 x 3 convolution.
///
/// weights: (filters, channels, 3, 3); to: (36, depth, 32), where depth is the number of channels, or, in the pullback,
/// of filters; lanes that are nobody's are zero
struct transform_filter_panel {
  template <int Bytes>
  [[gnu::always_inline]] static void run(float const* weights, std::size_t filters, std::size_t channels,
                                         filter_use use, std::size_t panel, float* to) {
    constexpr std::size_t width = Bytes / sizeof(float);
    using numbers = pack<float, width>;
    bool const turned = use == filter_use::pullback;
    std::size_t const depth = turned ? filters : channels;
    std::size_t const lanes = std::min(panel_filters, (turned ? channels : filters) - panel * panel_filters);
    for (std::size_t d = 0; d != depth; ++d) {
      alignas(64) float taps[9][panel_filters] = {};
      for (std::size_t lane = 0; lane != lanes; ++lane) {
        std::size_t const lane_index = panel * panel_filters + lane;
        float const* const filter = weights + (turned ? d * channels + lane_index : lane_index * channels + d) * 9;
        for (std::size_t i = 0; i != 9; ++i) taps[i][lane] = filter[turned ? 8 - i : i];
      }
      for (std::size_t lane = 0; lane != panel_filters; lane += width) {
        numbers half[3 * tile_inputs];
        numbers whole[tile_inputs];
#pragma GCC unroll 3
        for (std::size_t j = 0; j != 3; ++j) {
          kernels::transform_filter(numbers::load(taps[j] + lane), numbers::load(taps[3 + j] + lane),
                                    numbers::load(taps[6 + j] + lane), half + j, 3);
        }
#pragma GCC unroll 6
        for (std::size_t i = 0; i != tile_inputs; ++i) {
          kernels::transform_filter(half[3 * i], half[3 * i + 1], half[3 * i + 2], whole, 1);
#pragma GCC unroll 6
          for (std::size_t j = 0; j != tile_inputs; ++j) {
            whole[j].store(to + ((i * tile_inputs + j) * depth + d) * panel_filters + lane);
          }
        }
      }
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
