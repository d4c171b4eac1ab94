// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>

namespace whence::detail {

/// The cell that every point of an axis is given by PyTorch's interpolate(mode="nearest"): floor(point * cells /
/// points), rounded where it rounds, so that points on a border between cells fall to the same side.
template <class T>
std::vector<std::size_t> nearest_cells(std::size_t cells, std::size_t points) {
  std::vector<std::size_t> nearest(points);
  T const scale = static_cast<T>(cells) / static_cast<T>(points);
  for (std::size_t i = 0; i != points; ++i) {
    auto const cell = static_cast<std::size_t>(std::floor(static_cast<float>(static_cast<T>(i) * scale)));
    nearest[i] = std::min(cell, cells - 1);
  }
  return nearest;
}

/// Resizes maps to blocks of one value.
///
/// @param maps (N, h, w), at least one cell each
/// @return (N, size.height, size.width)
/// @throws shape_error for maps without cells
template <class T>
map_batch<T> resize_nearest(map_batch<T> const& maps, image_size size) {
  std::size_t const rows = maps.shape(1), columns = maps.shape(2);
  if (rows == 0 || columns == 0) {
    throw shape_error("resize to the nearest cell", "maps of at least one cell", whence::shape_text(maps.shape()));
  }
  auto const down = detail::nearest_cells<T>(rows, size.height);
  auto const across = detail::nearest_cells<T>(columns, size.width);
  map_batch<T> result({maps.shape(0), size.height, size.width});
  T* out = result.data();
  for (std::size_t n = 0; n != maps.shape(0); ++n)
    for (std::size_t const row : down)
      for (std::size_t const column : across) *out++ = maps.data()[(n * rows + row) * columns + column];
  return result;
}

}  // namespace whence::detail
