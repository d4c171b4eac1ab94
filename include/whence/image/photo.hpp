// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>

namespace whence {

/// A picture as it was read: red, green, blue, eight bits each, before any preprocessing.
struct photo {
  tensor<std::uint8_t, 3> pixels;  ///< (H, W, 3)

  [[nodiscard]] std::size_t height() const { return pixels.shape(0); }
  [[nodiscard]] std::size_t width() const { return pixels.shape(1); }
  [[nodiscard]] image_size size() const { return {height(), width()}; }
};

}  // namespace whence
