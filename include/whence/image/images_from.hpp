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
  image_batch<std::remove_const_t<T>> images(shape);
  if (values.size() != images.size()) {
    throw shape_error("images_from", std::to_string(images.size()) + " values for " + whence::shape_text(shape),
                      std::to_string(values.size()));
  }
  std::ranges::copy(values, images.data());
  return images;
}

}  // namespace whence
