// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence::reference::detail {

/// Channels that lie side by side in blocked maps, (N, ceil(K / 16), h, w, 16).
inline constexpr std::size_t block_channels = 16;

[[nodiscard]] constexpr std::size_t blocks_of(std::size_t channels) {
  return (channels + block_channels - 1) / block_channels;
}

/// One block of channels from planes, (channels, cells), to cells with 16 channels side by side, (cells, 16). Channels
/// that are nobody's become zero.
inline void interleave_planes(float const* planes, std::size_t channels, std::size_t cells, float* to) {
  for (std::size_t lane = 0; lane != block_channels; ++lane) {
    if (lane < channels) {
      float const* const plane = planes + lane * cells;
      for (std::size_t i = 0; i != cells; ++i) to[i * block_channels + lane] = plane[i];
    } else {
      for (std::size_t i = 0; i != cells; ++i) to[i * block_channels + lane] = 0.0F;
    }
  }
}

/// And back.
inline void separate_planes(float const* block, std::size_t channels, std::size_t cells, float* planes) {
  for (std::size_t lane = 0; lane != channels; ++lane) {
    float* const plane = planes + lane * cells;
    for (std::size_t i = 0; i != cells; ++i) plane[i] = block[i * block_channels + lane];
  }
}

}  // namespace whence::reference::detail
