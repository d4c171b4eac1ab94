// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/luma.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/recipe.hpp>
#include <whence/image/resize_antialiased.hpp>

namespace whence {

/// A photo as the network sees it, and where that lies in the photo.
template <std::floating_point T>
struct preprocessed {
  image_batch<T> images;  ///< (1, C, H, W)
  whence::placement placement;
};

/// Prepares a photo for a network. Pixel by pixel what torchvision's transforms make of a PIL image.
///
/// @param photo at least one pixel
/// @throws shape_error for an empty photo
/// @throws recipe_error for a recipe that contradicts itself, or crops more than this photo has
template <std::floating_point T = float>
[[nodiscard]] preprocessed<T> preprocess(photo const& photo, recipe const& recipe) {
  recipe.check();
  if (photo.pixels.size() == 0 || photo.pixels.shape(2) != 3) {
    throw shape_error("preprocess", "a photo (H, W, 3) of at least one pixel",
                      whence::shape_text(photo.pixels.shape()));
  }
  bool const crops = recipe.resize == resize_mode::resize_then_crop;
  auto const placement = crops ? placement::crop(photo.size(), recipe.shorter_side, recipe.input_size())
                               : placement::squash(photo.size(), recipe.input_size());
  image_size const size = crops ? detail::shorter_side_to(photo.size(), recipe.shorter_side) : recipe.input_size();
  detail::pixel_box const part{detail::half_to_even(size.height - recipe.height),
                               detail::half_to_even(size.width - recipe.width), recipe.height, recipe.width};
  tensor<std::uint8_t, 3> const resized = recipe.channels == 1
                                              ? detail::resize_part(whence::luma(photo.pixels), size, part)
                                              : detail::resize_part(photo.pixels, size, part);

  preprocessed<T> seen{image_batch<T>({1, recipe.channels, recipe.height, recipe.width}), placement};
  T* out = seen.images.data();
  for (std::size_t c = 0; c != recipe.channels; ++c) {
    auto const mean = static_cast<T>(recipe.mean[c]), deviation = static_cast<T>(recipe.std[c]);
    for (std::size_t y = 0; y != recipe.height; ++y) {
      std::uint8_t const* const row = resized.data() + y * recipe.width * recipe.channels;
      for (std::size_t x = 0; x != recipe.width; ++x)
        *out++ = (static_cast<T>(row[x * recipe.channels + c]) / T(255) - mean) / deviation;
    }
  }
  return seen;
}

}  // namespace whence
