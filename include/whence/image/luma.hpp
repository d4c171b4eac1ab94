// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// The grey of a colour: .299 red + .587 green + .114 blue, in 16-bit fixed point as Pillow's `convert("L")` has it.
[[nodiscard]] constexpr std::uint8_t luma_of(std::uint8_t red, std::uint8_t green, std::uint8_t blue) {
  return static_cast<std::uint8_t>((red * 19595u + green * 38470u + blue * 7471u + 0x8000u) >> 16);
}

/// A photo's pixels in grey.
///
/// @param pixels (H, W, 3)
/// @return (H, W, 1)
/// @throws shape_error where there are not three channels
/// @source Recommendation ITU-R BT.601
[[nodiscard]] inline tensor<std::uint8_t, 3> luma(tensor<std::uint8_t, 3> const& pixels) {
  if (pixels.shape(2) != 3) throw shape_error("luma", "(H, W, 3)", whence::shape_text(pixels.shape()));
  tensor<std::uint8_t, 3> grey({pixels.shape(0), pixels.shape(1), 1});
  for (std::size_t i = 0; i != grey.size(); ++i) {
    std::uint8_t const* const colour = pixels.data() + 3 * i;
    grey.data()[i] = whence::luma_of(colour[0], colour[1], colour[2]);
  }
  return grey;
}

}  // namespace whence
