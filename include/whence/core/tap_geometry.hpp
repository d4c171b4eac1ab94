// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence {

/// Where the cells of one axis of a feature map look: cell i is centred on input pixel `offset + i * stride`.
struct axis_geometry {
  double stride = 1.0;     ///< input pixels from one cell to the next
  double offset = 0.0;     ///< input pixel index of the centre of cell 0
  std::size_t pixels = 0;  ///< the input's extent, by which a placement of another input is told; 0: not known

  /// The centre of a cell, in indices of input pixels.
  [[nodiscard]] constexpr double centre(double cell) const { return offset + cell * stride; }

  /// The cell, in general not a whole one, whose centre lies on an input pixel.
  [[nodiscard]] constexpr double cell_at(double pixel) const { return (pixel - offset) / stride; }

  /// The geometry behind one more sliding window (convolution or pooling) over these cells.
  [[nodiscard]] constexpr axis_geometry behind_window(std::size_t kernel, std::size_t step, std::size_t padding,
                                                      std::size_t dilation = 1) const {
    double const reach = static_cast<double>((kernel - 1) * dilation) / 2.0 - static_cast<double>(padding);
    return {stride * static_cast<double>(step), offset + reach * stride, pixels};
  }

  /// Cells that share out `pixels` pixels evenly, as half-pixel upsampling assumes.
  [[nodiscard]] static constexpr axis_geometry spread(std::size_t cells, std::size_t pixels) {
    double const step = static_cast<double>(pixels) / static_cast<double>(cells);
    return {step, (step - 1.0) / 2.0, pixels};
  }

  friend constexpr bool operator==(axis_geometry const&, axis_geometry const&) = default;
};

/// Where the cells of a feature map look in the network's input.
struct tap_geometry {
  axis_geometry rows;
  axis_geometry columns;

  friend constexpr bool operator==(tap_geometry const&, tap_geometry const&) = default;
};

}  // namespace whence
