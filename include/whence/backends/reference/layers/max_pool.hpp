// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/window.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// The largest value in each window. Of equal values the first in row-major order counts, as in PyTorch: deconvnet,
/// which has no mask of its own, makes the difference visible. A NaN wins.
template <class T>
class max_pool {
 public:
  static constexpr std::string_view kind = "max pooling";
  static constexpr bool pullback_reads_input = true;

  explicit max_pool(window geometry) : window_(geometry) {}

  [[nodiscard]] window const& geometry() const { return window_; }

  /// @throws shape_error where the image is too small for one window, or a window would see nothing but padding
  [[nodiscard]] map_shape output_shape(map_shape const& input) const {
    map_shape const output = window_.over(input);
    if (!sees_cells(window_.rows, output.height, input.height) ||
        !sees_cells(window_.columns, output.width, input.width)) {
      throw shape_error("max pooling", "windows that each see a cell (less padding, or a larger image)",
                        "one over padding alone, of " + input.text());
    }
    return output;
  }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const&) const {
    return window_.behind(cells);
  }

  /// @param input (N, K, H, W)
  /// @return (N, K, h, w)
  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const& threads) const {
    map_shape const in{input.shape(1), input.shape(2), input.shape(3)};
    map_shape const out = output_shape(in);
    feature_tensor<T> output(out.batch(input.shape(0)));
    threads.parallel_for(input.shape(0) * in.channels, [&](std::size_t plane, std::size_t) {
      T const* const cells = input.data() + plane * in.cells();
      T* const pooled = output.data() + plane * out.cells();
      for_each_window(in, out, cells, [&](std::size_t window, std::size_t winner) { pooled[window] = cells[winner]; });
    });
    return output;
  }

  /// Each window's gradient goes to the cell that won it.
  ///
  /// @param gradient (N, K, h, w)
  /// @param input (N, K, H, W)
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, feature_tensor<T> const& input,
                                           executor const& threads) const {
    map_shape const in{input.shape(1), input.shape(2), input.shape(3)};
    map_shape const out = output_shape(in);
    feature_tensor<T> result(in.batch(input.shape(0)));
    threads.parallel_for(input.shape(0) * in.channels, [&](std::size_t plane, std::size_t) {
      T const* const pooled = gradient.data() + plane * out.cells();
      T* const cells = result.data() + plane * in.cells();
      std::fill_n(cells, in.cells(), T(0));
      for_each_window(in, out, input.data() + plane * in.cells(),
                      [&](std::size_t window, std::size_t winner) { cells[winner] += pooled[window]; });
    });
    return result;
  }

 private:
  /// Whether every window of an axis has a kernel position inside it.
  [[nodiscard]] static bool sees_cells(window_axis const& axis, std::size_t windows, std::size_t cells) {
    for (std::size_t i = 0; i != windows; ++i) {
      bool sees = false;
      for (std::size_t k = 0; k != axis.kernel && !sees; ++k) {
        sees = i * axis.stride + k * axis.dilation - axis.padding < cells;  // before the first, this wraps around
      }
      if (!sees) return false;
    }
    return true;
  }

  template <class Visit>
  void for_each_window(map_shape const& in, map_shape const& out, T const* cells, Visit visit) const {
    for (std::size_t i = 0; i != out.height; ++i) {
      for (std::size_t j = 0; j != out.width; ++j) visit(i * out.width + j, winner(in, cells, i, j));
    }
  }

  [[nodiscard]] std::size_t winner(map_shape const& in, T const* cells, std::size_t i, std::size_t j) const {
    std::size_t best = in.cells();
    for (std::size_t y = 0; y != window_.rows.kernel; ++y) {
      std::size_t const row = i * window_.rows.stride + y * window_.rows.dilation - window_.rows.padding;
      if (row >= in.height) continue;  // in the padding: above it, the subtraction wraps around
      for (std::size_t x = 0; x != window_.columns.kernel; ++x) {
        std::size_t const column = j * window_.columns.stride + x * window_.columns.dilation - window_.columns.padding;
        if (column >= in.width) continue;
        std::size_t const cell = row * in.width + column;
        if (best == in.cells() || cells[cell] > cells[best] || std::isnan(cells[cell])) best = cell;
      }
    }
    return best;
  }

  window window_;
};

}  // namespace whence::reference
