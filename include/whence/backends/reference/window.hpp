// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>

namespace whence::reference {

/// A sliding window along one axis, in input cells.
struct window_axis {
  std::size_t kernel = 1;
  std::size_t stride = 1;
  std::size_t padding = 0;
  std::size_t dilation = 1;

  /// Input cells from the first to the last one a window covers.
  [[nodiscard]] constexpr std::size_t reach() const { return (kernel - 1) * dilation + 1; }

  /// How many windows fit; zero where none does.
  [[nodiscard]] constexpr std::size_t count(std::size_t cells) const {
    std::size_t const padded = cells + 2 * padding;
    return padded < reach() ? 0 : (padded - reach()) / stride + 1;
  }

  [[nodiscard]] constexpr axis_geometry behind(axis_geometry const& cells) const {
    return cells.behind_window(kernel, stride, padding, dilation);
  }

  friend constexpr bool operator==(window_axis const&, window_axis const&) = default;
};

/// A sliding window over a feature map: what convolutions and poolings have in common.
struct window {
  window_axis rows;
  window_axis columns;

  [[nodiscard]] static constexpr window square(std::size_t kernel, std::size_t stride = 1, std::size_t padding = 0,
                                               std::size_t dilation = 1) {
    return {{kernel, stride, padding, dilation}, {kernel, stride, padding, dilation}};
  }

  /// @throws shape_error where no window fits: the image is too small
  [[nodiscard]] map_shape over(map_shape const& input) const {
    map_shape const output{input.channels, rows.count(input.height), columns.count(input.width)};
    if (output.cells() == 0) {
      throw shape_error("sliding window",
                        "maps of at least " + std::to_string(least(rows)) + " x " + std::to_string(least(columns)) +
                            " cells (a larger image)",
                        std::to_string(input.height) + " x " + std::to_string(input.width));
    }
    return output;
  }

  [[nodiscard]] constexpr tap_geometry behind(tap_geometry const& cells) const {
    return {rows.behind(cells.rows), columns.behind(cells.columns)};
  }

  friend constexpr bool operator==(window const&, window const&) = default;

 private:
  [[nodiscard]] static constexpr std::size_t least(window_axis const& axis) {
    return axis.reach() > 2 * axis.padding ? axis.reach() - 2 * axis.padding : 1;
  }
};

}  // namespace whence::reference
