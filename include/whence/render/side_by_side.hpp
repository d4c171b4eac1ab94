// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/render/detail/paste.hpp>
#include <whence/render/picture.hpp>

namespace whence {

/// Pictures in a row, their tops at one height, white between them and below the lower ones.
///
/// @param pictures (H, W, 3) each, of any sizes
/// @param gap white columns between two
/// @throws shape_error where there are no pictures, or one without three channels
[[nodiscard]] inline picture side_by_side(std::span<picture const> pictures, std::size_t gap = 8) {
  if (pictures.empty()) throw shape_error("side_by_side", "one picture or more", "none");
  std::size_t height = 0, width = gap * (pictures.size() - 1);
  for (auto const& one : pictures) {
    if (one.shape(2) != 3) throw shape_error("side_by_side", "pictures (H, W, 3)", whence::shape_text(one.shape()));
    height = std::max(height, one.shape(0));
    width += one.shape(1);
  }
  picture row = detail::white_picture(height, width);
  std::size_t left = 0;
  for (auto const& one : pictures) {
    detail::paste(row, one, 0, left);
    left += one.shape(1) + gap;
  }
  return row;
}

}  // namespace whence
