// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

namespace detail {

/// A mean of weights that sum to 2^16, so it fits whatever its colours fit: 8 bits or 16.
constexpr std::uint32_t luma_of(std::uint32_t red, std::uint32_t green, std::uint32_t blue) {
  return (red * 19595u + green * 38470u + blue * 7471u + 0x8000u) >> 16;
}

}  // namespace detail

/// The grey of a colour: .299 red + .587 green + .114 blue, in 16-bit fixed point as Pillow's `convert("L")` has it.
[[nodiscard]] constexpr std::uint8_t luma_of(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  return static_cast<std::uint8_t>(detail::luma_of(red, green, blue));
}

/// A photo's pixels in grey, of as many bits as they were.
///
/// @param pixels (H, W, 3)
/// @return (H, W, 1)
/// @throws shape_error where there are not three channels
/// @source Recommendation ITU-R BT.601
template <std::unsigned_integral Pixel>
requires(sizeof(Pixel) <= 2) [[nodiscard]] tensor<Pixel, 3> luma(tensor<Pixel, 3> const& pixels) {
  if (pixels.shape(2) != 3) throw shape_error("luma", "(H, W, 3)", whence::shape_text(pixels.shape()));
  tensor<Pixel, 3> grey({pixels.shape(0), pixels.shape(1), 1});
  for (std::size_t i = 0; i != grey.size(); ++i) {
    Pixel const* const colour = pixels.data() + 3 * i;
    grey.data()[i] = static_cast<Pixel>(detail::luma_of(colour[0], colour[1], colour[2]));
  }
  return grey;
}

}  // namespace whence
