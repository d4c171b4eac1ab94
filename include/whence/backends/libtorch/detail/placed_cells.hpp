// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>
#include <whence/core/tap_geometry.hpp>

namespace whence::libtorch::detail {

/// Where the cells of a tensor look, and along which of its axes they lie.
struct placed_cells {
  tap_geometry cells;
  std::size_t row_axis = 2;
  std::size_t column_axis = 3;

  [[nodiscard]] bool spans(std::size_t axis) const { return axis == row_axis || axis == column_axis; }
};

/// Where the cells of images look: at their own pixels.
inline placed_cells cells_of_images(std::size_t height, std::size_t width) {
  return {{{1.0, 0.0, height}, {1.0, 0.0, width}}};
}

/// A window's numbers along rows and columns.
struct sliding_window {
  std::array<std::int64_t, 2> kernel{1, 1};
  std::array<std::int64_t, 2> step{1, 1};
  std::array<double, 2> padding{0, 0};  ///< before the first cell; half a cell where an even kernel keeps the size
  std::array<std::int64_t, 2> dilation{1, 1};
};

/// Cells behind a sliding window.
///
/// offset' = offset + ((kernel - 1) dilation / 2 - padding) stride, stride' = stride step
inline placed_cells behind_window(placed_cells placed, sliding_window const& window) {
  for (std::size_t i = 0; i != 2; ++i) {
    axis_geometry& axis = i == 0 ? placed.cells.rows : placed.cells.columns;
    double const reach = static_cast<double>((window.kernel[i] - 1) * window.dilation[i]) / 2.0 - window.padding[i];
    axis.offset += reach * axis.stride;
    axis.stride *= static_cast<double>(window.step[i]);
  }
  return placed;
}

/// Cells of which each covers `share` of those before, or a part of one: pooling to a given size, resizing.
inline placed_cells behind_sharing(placed_cells placed, double row_share, double column_share) {
  auto const spread = [](axis_geometry& axis, double share) {
    axis.offset += (share - 1.0) / 2.0 * axis.stride;
    axis.stride *= share;
  };
  spread(placed.cells.rows, row_share);
  spread(placed.cells.columns, column_share);
  return placed;
}

/// One place for several that are added or stacked: nothing where they do not all look at the same.
inline std::optional<placed_cells> merged(std::vector<placed_cells> const& all) {
  if (all.empty()) return std::nullopt;
  placed_cells const& first = all.front();
  for (placed_cells const& one : all) {
    if (one.row_axis != first.row_axis || one.column_axis != first.column_axis) return std::nullopt;
    for (auto const axis : {&tap_geometry::rows, &tap_geometry::columns}) {
      axis_geometry const& here = one.cells.*axis;
      axis_geometry const& there = first.cells.*axis;
      double const rounding = 1e-9 * there.stride;  // of shares such as 7 / 3
      bool const same = std::abs(here.stride - there.stride) <= rounding &&
                        std::abs(here.offset - there.offset) <= rounding * static_cast<double>(there.pixels);
      if (!same) return std::nullopt;
    }
  }
  return first;
}

}  // namespace whence::libtorch::detail
