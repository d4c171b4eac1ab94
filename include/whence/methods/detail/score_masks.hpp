// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/image/upsample.hpp>
#include <whence/methods/cam/mask_stretch.hpp>

namespace whence::detail {

/// Cells whose outermost centres lie on the outermost pixels; a single cell is everywhere.
inline axis_geometry between_corners(std::size_t cells, std::size_t pixels) {
  if (cells < 2 || pixels < 2) return {1.0, 0.0, pixels};
  return {static_cast<double>(pixels - 1) / static_cast<double>(cells - 1), 0.0, pixels};
}

/// Where the cells of maps are to look when they are stretched over an image.
///
/// @throws unknown_geometry_error where that is asked of a backend that cannot tell
inline tap_geometry stretched(mask_stretch how, std::optional<tap_geometry> const& known, std::size_t rows,
                              std::size_t columns, std::size_t height, std::size_t width) {
  switch (how) {
    case mask_stretch::half_pixel: return {axis_geometry::spread(rows, height), axis_geometry::spread(columns, width)};
    case mask_stretch::corners: return {detail::between_corners(rows, height), detail::between_corners(columns, width)};
    case mask_stretch::by_geometry: break;
  }
  if (!known) {
    throw unknown_geometry_error("masks of feature maps",
                                 "a tap whose geometry the backend knows, or mask_stretch::half_pixel",
                                 "none: the record has no geometry()");
  }
  return *known;
}

/// Stretches values to [0, 1]; values that are the same everywhere become zeros: they tell no pixel from another.
template <class T>
void stretch_values(std::span<T> values) {
  auto const [least, most] = std::ranges::minmax(values);
  T const range = most - least;
  for (T& value : values) value = range == T(0) ? T(0) : (value - least) / range;
}

/// One feature map as a mask of the image.
///
/// @param map (h * w)
/// @param scale_first before upsampling, instead of behind it
/// @return (1, height, width)
template <class T>
map_batch<T> mask_of(std::span<T const> map, std::size_t rows, std::size_t columns, tap_geometry const& geometry,
                     std::size_t height, std::size_t width, bool scale_first) {
  map_batch<T> cells({std::size_t{1}, rows, columns});
  std::ranges::copy(map, cells.data());
  if (scale_first) detail::stretch_values(std::span<T>(cells.data(), cells.size()));
  map_batch<T> mask = whence::upsample(cells, geometry, height, width);
  if (!scale_first) detail::stretch_values(std::span<T>(mask.data(), mask.size()));
  return mask;
}

/// Whether a map has the same value in every cell.
template <class T>
bool is_constant(std::span<T const> map) {
  return std::ranges::all_of(map, [&](T value) { return value == map.front(); });
}

}  // namespace whence::detail
