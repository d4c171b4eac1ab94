// SPDX-License-Identifier: BSD-3-Clause
// What is explained: a photo, or a tensor that was prepared elsewhere.
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <whence/core/error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/preprocess.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/io/read_photo.hpp>

#include "explain/recipe.hpp"

namespace explain {

struct input {
  std::string file;
  std::optional<whence::photo> photo;  ///< what is drawn on; none for a tensor
  whence::image_batch<float> images;
  whence::placement placement;  ///< of the images in `photo`
  std::string words;            ///< how the network saw it
};

namespace detail {

/// Whether one of the sizes may be the other, resized and rounded to whole pixels.
inline bool have_same_proportions(whence::image_size a, whence::image_size b) {
  if (a.height > b.height) std::swap(a, b);
  auto const tall = static_cast<double>(b.height), wide = static_cast<double>(b.width);
  auto const height = static_cast<double>(a.height), width = static_cast<double>(a.width);
  double const least = std::max((height - 1) / tall, (width - 1) / wide);
  double const most = std::min((height + 1) / tall, (width + 1) / wide);
  return least < most;
}

}  // namespace detail

inline input read_tensor(std::string const& file) {
  auto images = whence::read_npy<float, 4>(file);
  std::string words = "tensor " + whence::shape_text(images.shape());
  return {file, std::nullopt, std::move(images), {}, std::move(words)};
}

/// @throws whence::error where the file is no photo, or too narrow a one for the recipe
inline input read_seen(std::string const& file, whence::recipe const& recipe) {
  whence::photo photo = whence::read_photo(file);
  try {
    auto seen = whence::preprocess(photo, recipe);
    std::string words = words_of(recipe, photo.size());
    return {file, std::move(photo), std::move(seen.images), seen.placement, std::move(words)};
  } catch (whence::recipe_error const& problem) {
    throw whence::error(file, problem.expected(), problem.got() + "; try a larger --shorter-side, or --recipe squash");
  }
}

/// The same input, drawn on another file of the same picture.
///
/// @throws whence::error where its proportions are not the photo's
inline input shown_on(input seen, std::string const& file) {
  whence::photo other = whence::read_photo(file);
  auto const size = seen.photo->size();
  if (!detail::have_same_proportions(size, other.size())) {
    bool const is_turned = detail::have_same_proportions(size, {other.width(), other.height()});
    throw whence::error(
        file, "the picture of " + seen.file + " in another size: height to width as " + detail::size_text(size),
        detail::size_text(other.size()) + (is_turned ? ", which may be the picture turned" : ""));
  }
  seen.placement = seen.placement.on_photo_of(other.size());
  seen.words += "; drawn on " + file + ", " + detail::size_text(other.size());
  seen.photo = std::move(other);
  return seen;
}

}  // namespace explain
