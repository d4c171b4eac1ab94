// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>

namespace whence {

/// A picture as it was read: red, green, blue, before any preprocessing. The largest value of a pixel's type is full
/// brightness.
template <std::unsigned_integral Pixel>
struct basic_photo {
  using pixel_type = Pixel;

  tensor<Pixel, 3> pixels;  ///< (H, W, 3)

  [[nodiscard]] std::size_t height() const { return pixels.shape(0); }
  [[nodiscard]] std::size_t width() const { return pixels.shape(1); }
  [[nodiscard]] image_size size() const { return {height(), width()}; }
};

/// Eight bits a channel: what is drawn on, and what most networks were trained on.
struct photo : basic_photo<std::uint8_t> {};

/// Sixteen bits a channel, for recipes that must not lose what a scanner or microscope saw.
struct photo16 : basic_photo<std::uint16_t> {};

}  // namespace whence
