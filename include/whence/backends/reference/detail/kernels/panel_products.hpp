// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// The product that most of the time goes into: to(row, filter) = sum_c inputs(row, c) weights(c, filter), for the rows
/// of one panel of tiles and 32 filters. All sums stay in registers: Rows x 2 vectors. Each is taken in the order of
/// the channels, whatever the panel.
///
/// inputs: (blocks of channels, Rows, 16); weights: (C, 32); to: two blocks of filters `block_stride` apart, (Rows, 16)
/// @param next what will be read behind these weights: fetched into the cache meanwhile, `next_lines` lines of 64 bytes
///        a block of channels
template <int Bytes, std::size_t Rows>
[[gnu::always_inline]] inline void multiply_panel(std::size_t channels, float const* inputs, float const* weights,
                                                  float* to, std::size_t block_stride, float const* next,
                                                  std::size_t next_lines) {
  constexpr std::size_t width = Bytes / sizeof(float);
  using numbers = pack<float, width>;
  for (std::size_t filter = 0; filter < panel_filters; filter += 2 * width) {
    numbers sums[Rows][2];
#pragma GCC unroll 16
    for (std::size_t row = 0; row != Rows; ++row) sums[row][0] = sums[row][1] = numbers::zero();
    float const* input = inputs;
    float const* weight = weights + filter;
    for (std::size_t first = 0; first < channels; first += block_channels) {
      for (std::size_t line = 0; line != next_lines; ++line, next += 16) __builtin_prefetch(next, 0, 2);
      std::size_t const some = std::min(block_channels, channels - first);
      for (std::size_t c = 0; c != some; ++c, ++input, weight += panel_filters) {
        numbers const left = numbers::load(weight);
        numbers const right = numbers::load(weight + width);
#pragma GCC unroll 16
        for (std::size_t row = 0; row != Rows; ++row) {
          numbers const scalar = numbers::all(input[row * block_channels]);
          kernels::multiply_add(sums[row][0], scalar, left);
          kernels::multiply_add(sums[row][1], scalar, right);
        }
      }
      input += Rows * block_channels - block_channels;
    }
    std::size_t const left = filter / block_channels * block_stride + filter % block_channels;
    std::size_t const right = (filter + width) / block_channels * block_stride + (filter + width) % block_channels;
#pragma GCC unroll 16
    for (std::size_t row = 0; row != Rows; ++row) {
      sums[row][0].store(to + left + row * block_channels);
      sums[row][1].store(to + right + row * block_channels);
    }
  }
}

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
