// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// A batch of images that another program preprocessed, copied from its memory. Say by a `placement` where they lie in
/// the photo, if a map is to be drawn on it.
///
/// @param values N * C * H * W numbers, row-major
/// @param shape {N, C, H, W}
/// @throws shape_error where there are more or fewer numbers than the shape has
template <class T, std::size_t Extent>
[[nodiscard]] image_batch<std::remove_const_t<T>> images_from(std::span<T, Extent> values,
                                                              std::array<std::size_t, 4> const& shape) {
  std::size_t rest = values.size();  // divided, not multiplied: a product that wraps around might fit by accident
  bool fits = true;
  for (std::size_t const extent : shape) {
    fits = fits && extent != 0 && rest % extent == 0;
    if (fits) rest /= extent;
  }
  if (values.empty() ? std::ranges::find(shape, std::size_t{0}) == shape.end() : !fits || rest != 1) {
    throw shape_error("images_from", "as many values as the shape " + whence::shape_text(shape) + " has",
                      std::to_string(values.size()));
  }
  image_batch<std::remove_const_t<T>> images(shape);
  std::ranges::copy(values, images.data());
  return images;
}

}  // namespace whence
