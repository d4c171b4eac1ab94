// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/detail/resample.hpp>
#include <whence/image/detail/resize_plan.hpp>
#include <whence/image/image_size.hpp>
#include <whence/image/resize_filter.hpp>

namespace whence {

/// Resizes by a filter that averages where the picture shrinks: horizontally, then vertically, with eight bits in
/// between. Bit for bit what Pillow's `Image.resize(size, filter)` makes up to version 12, and so torchvision's
/// `Resize` of a PIL image. (Pillow 13 goes vertically first where the height shrinks much more than the width, as when
/// an upright photo is squashed; a value may then differ by one level.)
///
/// @param pixels (H, W, C)
/// @return (size.height, size.width, C); the same pixels where the size is already right
/// @throws shape_error where either size is empty
/// @source R. Keys, "Cubic convolution interpolation for digital image processing", 1981, of `bicubic`
[[nodiscard]] inline tensor<std::uint8_t, 3> resize_antialiased(tensor<std::uint8_t, 3> const& pixels, image_size size,
                                                                resize_filter filter = resize_filter::bilinear) {
  if (pixels.size() == 0 || size.height == 0 || size.width == 0) {
    throw shape_error(
        "resize_antialiased", "at least one pixel before and after",
        whence::shape_text(pixels.shape()) + " to " + std::to_string(size.height) + " x " + std::to_string(size.width));
  }
  return detail::resample_part<detail::eight_bit_arithmetic>(
      pixels, size, {0, 0, size.height, size.width},
      [filter](detail::resized_axis const& axis) { return detail::plan_antialiased(axis, filter); });
}

}  // namespace whence
