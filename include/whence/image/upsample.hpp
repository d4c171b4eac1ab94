// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <vector>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/sample_bilinear.hpp>

namespace whence {

namespace detail {

inline std::vector<double> cells_at_pixels(axis_geometry const& axis, std::size_t pixels) {
  std::vector<double> cells(pixels);
  for (std::size_t p = 0; p != pixels; ++p) cells[p] = axis.cell_at(static_cast<double>(p));
  return cells;
}

}  // namespace detail

/// Brings maps to the input's resolution, every cell at the pixel it looks at: bilinear in between, flat outside.
///
/// Where the geometry spreads the cells evenly (`axis_geometry::spread`), this is half-pixel upsampling, PyTorch's
/// `interpolate(mode="bilinear", align_corners=False)`.
///
/// @param maps (N, h, w)
/// @param geometry of the tap the maps come from
/// @param height, width of the network's input
/// @return (N, height, width)
/// @throws shape_error for maps without cells
template <std::floating_point T>
[[nodiscard]] map_batch<T> upsample(map_batch<T> const& maps, tap_geometry const& geometry, std::size_t height,
                                    std::size_t width) {
  return whence::sample_bilinear(maps, std::span<double const>(detail::cells_at_pixels(geometry.rows, height)),
                                 std::span<double const>(detail::cells_at_pixels(geometry.columns, width)));
}

}  // namespace whence
