// SPDX-License-Identifier: BSD-3-Clause
// Rectangles on a picture.
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/image/image_size.hpp>
#include <whence/render/color_map.hpp>
#include <whence/render/detail/paste.hpp>
#include <whence/render/picture.hpp>

namespace explain::plot {

/// Rows [top, top + height) and columns [left, left + width) of a picture.
struct box {
  std::size_t top = 0;
  std::size_t left = 0;
  std::size_t height = 0;
  std::size_t width = 0;

  [[nodiscard]] std::size_t bottom() const { return top + height; }
  [[nodiscard]] std::size_t right() const { return left + width; }
};

using whence::detail::paste;
using whence::detail::white_picture;

/// What lies beyond the picture's border is cut off.
inline void fill(whence::picture& canvas, box const& where, whence::rgb const& color) {
  std::size_t const bottom = std::min(where.bottom(), canvas.shape(0));
  std::size_t const right = std::min(where.right(), canvas.shape(1));
  for (std::size_t y = where.top; y < bottom; ++y) {
    for (std::size_t x = where.left; x < right; ++x) std::ranges::copy(color, &canvas(y, x, 0));
  }
}

/// A frame around a box, outside it.
inline void frame(whence::picture& canvas, box const& inner, whence::rgb const& color, std::size_t thickness = 1) {
  std::size_t const top = inner.top - std::min(thickness, inner.top);
  std::size_t const left = inner.left - std::min(thickness, inner.left);
  std::size_t const height = inner.bottom() + thickness - top, width = inner.right() + thickness - left;
  fill(canvas, {top, left, inner.top - top, width}, color);
  fill(canvas, {inner.bottom(), left, thickness, width}, color);
  fill(canvas, {top, left, height, inner.left - left}, color);
  fill(canvas, {top, inner.right(), height, thickness}, color);
}

/// The largest size of the same proportions within the space.
inline whence::image_size fitted(whence::image_size size, whence::image_size space) {
  if (space.height * size.width < space.width * size.height) {
    return {space.height, std::max<std::size_t>(size.width * space.height / size.height, 1)};
  }
  return {std::max<std::size_t>(size.height * space.width / size.width, 1), space.width};
}

/// The same for what is made of cells: enlarged, all of them have the same number of pixels.
inline whence::image_size fitted_cells(whence::image_size cells, whence::image_size space) {
  std::size_t const factor = std::min(space.height / cells.height, space.width / cells.width);
  return factor == 0 ? fitted(cells, space) : whence::image_size{factor * cells.height, factor * cells.width};
}

}  // namespace explain::plot
