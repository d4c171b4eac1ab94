// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <whence/core/shape_text.hpp>

namespace whence::reference {

/// The shape of one image's activations: (K, h, w). What is flat has h = w = 1.
struct map_shape {
  std::size_t channels = 0;
  std::size_t height = 0;
  std::size_t width = 0;

  [[nodiscard]] constexpr std::size_t cells() const { return height * width; }
  [[nodiscard]] constexpr std::size_t size() const { return channels * height * width; }
  /// The shape of a batch: (N, K, h, w).
  [[nodiscard]] constexpr std::array<std::size_t, 4> batch(std::size_t images) const {
    return {images, channels, height, width};
  }
  [[nodiscard]] std::string text() const {
    return whence::shape_text(std::array<std::size_t, 3>{channels, height, width});
  }

  friend constexpr bool operator==(map_shape const&, map_shape const&) = default;
};

}  // namespace whence::reference
