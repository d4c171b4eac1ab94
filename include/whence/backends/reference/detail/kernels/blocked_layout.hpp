// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// One block of channels from planes, (K, cells), to cells with 16 channels side by side, (cells, 16). Channels that
/// are nobody's become zero.
struct interleave_block {
  template <int Bytes>
  [[gnu::always_inline]] static void run(float const* planes, std::size_t channels, std::size_t cells, float* to) {
    for (std::size_t lane = 0; lane != block_channels; ++lane) {
      if (lane < channels) {
        float const* const plane = planes + lane * cells;
        for (std::size_t i = 0; i != cells; ++i) to[i * block_channels + lane] = plane[i];
      } else {
        for (std::size_t i = 0; i != cells; ++i) to[i * block_channels + lane] = 0.0F;
      }
    }
  }
};

/// And back.
struct separate_block {
  template <int Bytes>
  [[gnu::always_inline]] static void run(float const* block, std::size_t channels, std::size_t cells, float* planes) {
    for (std::size_t lane = 0; lane != channels; ++lane) {
      float* const plane = planes + lane * cells;
      for (std::size_t i = 0; i != cells; ++i) plane[i] = block[i * block_channels + lane];
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
