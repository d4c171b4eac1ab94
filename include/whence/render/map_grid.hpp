// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>
#include <whence/core/error.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/sample_bilinear.hpp>
#include <whence/render/detail/longer_side_to.hpp>
#include <whence/render/detail/paste.hpp>
#include <whence/render/paint_heatmap.hpp>

namespace whence {

/// How many maps are shown in one picture.
struct map_grid_options {
  std::size_t columns = 8;               ///< maps in a row
  std::size_t longer_side = 64;          ///< of each map, in pixels
  std::size_t gap = 4;                   ///< white pixels between two
  map_scale scale = map_scale::min_max;  ///< how numbers become colours
  double saturation = 1.0;               ///< as in `heatmap_options`
  bool together = true;                  ///< one scale for all; else each map spans the colours for itself
  bool smooth = false;                   ///< bilinear between the cells; else every cell is a block of one colour
};

namespace detail {

/// For every pixel of an axis the cell whose colour it shows.
inline std::vector<double> cells_shown(std::size_t pixels, std::size_t cells, bool smooth) {
  std::vector<double> coordinates(pixels);
  for (std::size_t p = 0; p != pixels; ++p) {
    double const at = (static_cast<double>(p) + 0.5) * static_cast<double>(cells) / static_cast<double>(pixels);
    coordinates[p] = smooth ? at - 0.5 : std::floor(at);
  }
  return coordinates;
}

/// Scales every map of a batch in place and says which have a meaning. Those without one do not count for the others.
template <std::floating_point T>
std::vector<map_status> scale_maps(map_batch<T>& maps, map_grid_options const& options) {
  std::size_t const size = maps.shape(1) * maps.shape(2);
  std::vector<map_status> status;
  for (std::size_t k = 0; k != maps.shape(0); ++k) {
    std::span<T> const map(maps.data() + k * size, size);
    status.push_back(whence::status_of(map, T(0)));
    if (status[k] != map_status::meaningful) std::ranges::fill(map, std::numeric_limits<T>::quiet_NaN());
    if (status[k] == map_status::meaningful && !options.together)
      status[k] = detail::scale_shown(map, options.scale, options.saturation);
  }
  if (!options.together) return status;
  auto const all = detail::scale_shown(std::span<T>(maps.data(), maps.size()), options.scale, options.saturation);
  for (auto& one : status)
    if (one == map_status::meaningful) one = all;
  return status;
}

}  // namespace detail

/// Many maps in one picture, such as all feature maps of a tap: row by row, from the left. A map without meaning is
/// hatched, as `paint_heatmap` does it.
///
///     whence::write_png("maps.png", whence::map_grid(answer.values))
///
/// @param maps (K, h, w)
/// @return (H, W, 3)
/// @throws shape_error for no maps, maps without cells, or rows of no maps
/// @throws error for a saturation out of its range
template <std::floating_point T, color_map Map = coolwarm>
[[nodiscard]] picture map_grid(map_batch<T> const& maps, map_grid_options const& options = {}, Map const& colors = {}) {
  if (maps.size() == 0 || options.columns == 0) {
    throw shape_error("map_grid", "one map or more of one cell or more, and as many in a row",
                      whence::shape_text(maps.shape()) + " and rows of " + std::to_string(options.columns));
  }
  if (!(options.saturation > 0.5 && options.saturation <= 1.0)) {
    throw error("map_grid", "a saturation above 1/2 and at most 1", std::to_string(options.saturation));
  }
  map_batch<T> scaled = maps;
  auto const status = detail::scale_maps(scaled, options);
  auto const size = detail::longer_side_to({maps.shape(1), maps.shape(2)}, options.longer_side);
  auto const down = detail::cells_shown(size.height, maps.shape(1), options.smooth);
  auto const across = detail::cells_shown(size.width, maps.shape(2), options.smooth);
  map_batch<T> const tiles =
      whence::sample_bilinear(scaled, std::span<double const>(down), std::span<double const>(across));

  std::size_t const count = maps.shape(0), columns = std::min(count, options.columns);
  std::size_t const rows = (count + columns - 1) / columns;
  std::size_t const next_row = size.height + options.gap, next_column = size.width + options.gap;
  picture grid = detail::white_picture(rows * next_row - options.gap, columns * next_column - options.gap);
  for (std::size_t k = 0; k != count; ++k) {
    heatmap tile{tensor<float, 2>({size.height, size.width}), status[k]};
    std::transform(tiles.data() + k * tile.values.size(), tiles.data() + (k + 1) * tile.values.size(),
                   tile.values.begin(), [](T value) { return static_cast<float>(value); });
    picture painted = detail::white_picture(size.height, size.width);
    whence::paint_heatmap(painted, tile, 1.0, colors);
    detail::paste(grid, painted, k / columns * next_row, k % columns * next_column);
  }
  return grid;
}

}  // namespace whence
