// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/detail/resample.hpp>
#include <whence/image/detail/resize_plan.hpp>
#include <whence/image/luma.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/recipe.hpp>
#include <whence/image/resize_linear.hpp>

namespace whence {

/// A photo as the network sees it, and where that lies in the photo.
template <std::floating_point T>
struct preprocessed {
  image_batch<T> images;  ///< (1, C, H, W)
  whence::placement placement;
};

namespace detail {

/// A resized photo of which the network sees a part.
struct recipe_view {
  whence::placement placement;
  image_size size;
  pixel_box part;
};

inline recipe_view view_by(recipe const& recipe, image_size photo) {
  image_size const input = recipe.input_size();
  if (recipe.resize == resize_mode::resize_then_crop) {
    auto const placement = placement::crop(photo, recipe.shorter_side, input);  // refuses what is too small
    image_size const size = detail::shorter_side_to(photo, recipe.shorter_side);
    return {placement,
            size,
            {detail::half_to_even(size.height - input.height), detail::half_to_even(size.width - input.width),
             input.height, input.width}};
  }
  if (recipe.resize == resize_mode::whole && photo != input) {
    throw recipe_error("preprocess without resizing",
                       "a photo of " + std::to_string(input.height) + " x " + std::to_string(input.width),
                       std::to_string(photo.height) + " x " + std::to_string(photo.width));
  }
  return {placement::squash(photo, input), input, {0, 0, input.height, input.width}};
}

/// Eight bits stay eight bits, as those did by which networks were trained; sixteen become `T`.
template <class T, class Pixel>
auto resize_by(recipe const& recipe, tensor<Pixel, 3> const& pixels, recipe_view const& view) {
  auto const antialiased = [&recipe](resized_axis const& axis) {
    return detail::plan_antialiased(axis, recipe.filter);
  };
  if constexpr (std::is_same_v<Pixel, std::uint8_t>) {
    return recipe.antialias ? detail::resample_part<eight_bit_arithmetic>(pixels, view.size, view.part, antialiased)
                            : detail::resize_linear_part(pixels, view.size, view.part);
  } else {
    using real = real_arithmetic<T, Pixel>;
    return recipe.antialias ? detail::resample_part<real>(pixels, view.size, view.part, antialiased)
                            : detail::resample_part<real>(pixels, view.size, view.part, detail::plan_linear);
  }
}

}  // namespace detail

/// Prepares a photo for a network. Of eight bits, pixel by pixel what torchvision's transforms make of a PIL image, or,
/// not antialiased, what OpenCV's `resize` makes; of sixteen, the same filters with nothing rounded to levels, neither
/// between nor after the passes, and 65535 in place of 255.
///
/// @param photo a `photo` or `photo16` of at least one pixel
/// @throws shape_error for an empty photo
/// @throws recipe_error for a recipe that contradicts itself, crops more than this photo has, or does not resize and is
/// for photos of another size
template <std::floating_point T = float, std::unsigned_integral Pixel>
requires(sizeof(Pixel) <= 2)
    [[nodiscard]] preprocessed<T> preprocess(basic_photo<Pixel> const& photo, recipe const& recipe) {
  recipe.check();
  if (photo.pixels.size() == 0 || photo.pixels.shape(2) != 3) {
    throw shape_error("preprocess", "a photo (H, W, 3) of at least one pixel",
                      whence::shape_text(photo.pixels.shape()));
  }
  auto const view = detail::view_by(recipe, photo.size());
  auto const resized = recipe.channels == 1 ? detail::resize_by<T>(recipe, whence::luma(photo.pixels), view)
                                            : detail::resize_by<T>(recipe, photo.pixels, view);

  preprocessed<T> seen{image_batch<T>({1, recipe.channels, recipe.height, recipe.width}), view.placement};
  constexpr auto full = static_cast<T>(std::numeric_limits<Pixel>::max());
  T* out = seen.images.data();
  for (std::size_t c = 0; c != recipe.channels; ++c) {
    auto const mean = static_cast<T>(recipe.mean[c]), deviation = static_cast<T>(recipe.std[c]);
    auto const* const values = resized.data() + (recipe.order == channel_order::bgr ? recipe.channels - 1 - c : c);
    for (std::size_t i = 0; i != recipe.height * recipe.width; ++i)
      *out++ = (static_cast<T>(values[i * recipe.channels]) / full - mean) / deviation;
  }
  return seen;
}

}  // namespace whence
