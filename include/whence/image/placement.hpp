// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <whence/image/image_size.hpp>
#include <whence/image/recipe_error.hpp>

namespace whence {

/// One axis of a placement. Pixel i covers [i, i + 1), so its centre lies at i + 1/2:
///
///     (photo pixel + 1/2) = (input pixel + 1/2) * scale + origin
struct axis_placement {
  std::size_t photo = 0;  ///< pixels of the photo
  std::size_t input = 0;  ///< pixels of the network's input
  double scale = 1.0;     ///< photo pixels an input pixel covers
  double origin = 0.0;    ///< where the input begins, in photo pixels from the photo's edge

  /// Where an input pixel's centre lies, in indices of photo pixels: in general not a whole number.
  [[nodiscard]] constexpr double photo_pixel(double input_pixel) const {
    return (input_pixel + 0.5) * scale + origin - 0.5;
  }
  /// Where a photo pixel's centre lies, in indices of input pixels.
  [[nodiscard]] constexpr double input_pixel(double photo_pixel) const {
    return (photo_pixel + 0.5 - origin) / scale - 0.5;
  }
  /// Whether a photo pixel's centre lies inside what the network saw.
  [[nodiscard]] constexpr bool sees(double photo_pixel) const {
    double const pixel = input_pixel(photo_pixel);
    double const slack = 1e-9 * static_cast<double>(input);
    return pixel >= -0.5 - slack && pixel <= static_cast<double>(input) - 0.5 + slack;
  }

  friend constexpr bool operator==(axis_placement const&, axis_placement const&) = default;
};

namespace detail {

/// Python's round(surplus / 2): halves go to the even neighbour.
constexpr std::size_t half_to_even(std::size_t surplus) {
  std::size_t const half = surplus / 2;
  return surplus % 2 == 1 && half % 2 == 1 ? half + 1 : half;
}

/// The photo's size once its shorter side has that many pixels; the longer side is truncated, as torchvision does.
constexpr image_size shorter_side_to(image_size photo, std::size_t shorter_side) {
  if (photo.height <= photo.width) return {shorter_side, shorter_side * photo.width / photo.height};
  return {shorter_side * photo.height / photo.width, shorter_side};
}

}  // namespace detail

/// A rectangle of a photo, in its pixels; fractions are allowed.
struct photo_rectangle {
  double top = 0.0;
  double left = 0.0;
  double height = 0.0;
  double width = 0.0;
};

/// Where the network's input lies in the photo: an axis-aligned map of coordinates, by which a map of the input is
/// drawn on the photo. `preprocess` returns one; the factories below serve programs that preprocess by other means.
struct placement {
  axis_placement rows;
  axis_placement columns;

  [[nodiscard]] constexpr image_size photo_size() const { return {rows.photo, columns.photo}; }
  [[nodiscard]] constexpr image_size input_size() const { return {rows.input, columns.input}; }

  /// Whether a photo pixel lies inside what the network saw.
  [[nodiscard]] constexpr bool sees(std::size_t row, std::size_t column) const {
    return rows.sees(static_cast<double>(row)) && columns.sees(static_cast<double>(column));
  }

  /// The network saw the photo as it is, pixel by pixel.
  [[nodiscard]] static constexpr placement whole(image_size photo) { return squash(photo, photo); }

  /// The network saw the whole photo, squeezed or stretched to its input.
  ///
  /// @throws recipe_error where one of the two is empty
  [[nodiscard]] static constexpr placement squash(image_size photo, image_size input) {
    return crop(photo, {0.0, 0.0, static_cast<double>(photo.height), static_cast<double>(photo.width)}, input);
  }

  /// The network saw a rectangle of the photo, resized to its input. The rectangle may reach beyond the photo, as where
  /// bars were added to keep the proportions: a photo of 300 x 400 in the middle of a square input was seen from
  /// {.top = -50, .left = 0, .height = 400, .width = 400}.
  ///
  /// @throws recipe_error where one of the three is empty, or the rectangle is nowhere
  [[nodiscard]] static constexpr placement crop(image_size photo, photo_rectangle seen, image_size input) {
    if (photo.height == 0 || photo.width == 0 || input.height == 0 || input.width == 0) {
      throw recipe_error("placement", "a photo and an input of at least one pixel", "an empty one");
    }
    if (!(seen.height > 0.0 && seen.width > 0.0)) {
      throw recipe_error("placement", "a rectangle with an area", "an empty one");
    }
    for (double const number : {seen.top, seen.left, seen.height, seen.width}) {
      if (!(number - number == 0.0)) throw recipe_error("placement", "a rectangle of finite numbers", "another one");
    }
    return {{photo.height, input.height, seen.height / static_cast<double>(input.height), seen.top},
            {photo.width, input.width, seen.width / static_cast<double>(input.width), seen.left}};
  }

  /// The network saw the centre of the photo after its shorter side was brought to `shorter_side` pixels: torchvision's
  /// `Resize(shorter_side)` and `CenterCrop(input)`.
  ///
  /// @throws recipe_error where one of them is empty, or the resized photo is smaller than the input
  [[nodiscard]] static constexpr placement crop(image_size photo, std::size_t shorter_side, image_size input) {
    if (photo.height == 0 || photo.width == 0 || shorter_side == 0) {
      throw recipe_error("placement", "a photo and a shorter side of at least one pixel", "an empty one");
    }
    image_size const resized = detail::shorter_side_to(photo, shorter_side);
    if (resized.height < input.height || resized.width < input.width) {
      throw recipe_error("placement of a crop",
                         "a resized photo no smaller than the input of " + std::to_string(input.height) + " x " +
                             std::to_string(input.width),
                         std::to_string(resized.height) + " x " + std::to_string(resized.width));
    }
    double const tall = static_cast<double>(photo.height) / static_cast<double>(resized.height);
    double const wide = static_cast<double>(photo.width) / static_cast<double>(resized.width);
    return crop(photo,
                {tall * static_cast<double>(detail::half_to_even(resized.height - input.height)),
                 wide * static_cast<double>(detail::half_to_even(resized.width - input.width)),
                 tall * static_cast<double>(input.height), wide * static_cast<double>(input.width)},
                input);
  }

  /// The same view of the photo after it is itself resized, say for display.
  ///
  /// @throws recipe_error where that size, or the placement, is empty
  [[nodiscard]] constexpr placement on_photo_of(image_size size) const {
    if (photo_size().height == 0 || photo_size().width == 0) {
      throw recipe_error("placement", "a photo of at least one pixel", "an empty one");
    }
    double const tall = static_cast<double>(size.height) / static_cast<double>(rows.photo);
    double const wide = static_cast<double>(size.width) / static_cast<double>(columns.photo);
    return crop(size,
                {tall * rows.origin, wide * columns.origin, tall * rows.scale * static_cast<double>(rows.input),
                 wide * columns.scale * static_cast<double>(columns.input)},
                input_size());
  }

  friend constexpr bool operator==(placement const&, placement const&) = default;
};

}  // namespace whence
