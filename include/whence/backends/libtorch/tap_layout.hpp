// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence::libtorch {

/// How the values at a tap become feature maps (N, K, h, w) where the module lays them out in another way.
struct tap_layout {
  enum class order {
    channels_first,  ///< (N, K, h, w)
    channels_last,   ///< (N, h, w, K)
    tokens,          ///< (N, leading + h * w, K)
    sequence_first   ///< (leading + h * w, N, K)
  };

  order axes = order::channels_first;
  std::size_t height = 0;   ///< h, of tokens
  std::size_t width = 0;    ///< w, of tokens
  std::size_t leading = 0;  ///< tokens before those of the grid, such as the class token

  /// (N, h, w, K), as networks with windows of attention have it.
  [[nodiscard]] static constexpr tap_layout channels_last() { return {order::channels_last, 0, 0, 0}; }

  /// (N, leading + h * w, K), as vision transformers have it: row by row, evenly over the image. The leading tokens are
  /// no maps; what is recorded keeps them, so that the rest of the network sees them as they were.
  [[nodiscard]] static constexpr tap_layout tokens(std::size_t height, std::size_t width, std::size_t leading = 1) {
    return {order::tokens, height, width, leading};
  }

  /// (leading + h * w, N, K), as layers of attention have it inside.
  [[nodiscard]] static constexpr tap_layout sequence_first(std::size_t height, std::size_t width,
                                                           std::size_t leading = 1) {
    return {order::sequence_first, height, width, leading};
  }

  /// Whether the cells are tokens, in one row.
  [[nodiscard]] constexpr bool of_tokens() const { return axes == order::tokens || axes == order::sequence_first; }

  friend constexpr bool operator==(tap_layout const&, tap_layout const&) = default;
};

}  // namespace whence::libtorch
