// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// Average pooling to a fixed number of cells: output cell i averages the input cells from floor(i h / n) to
/// ceil((i + 1) h / n). The windows may overlap, and enlarge small maps.
template <class T>
class adaptive_average_pool {
 public:
  static constexpr std::string_view kind = "average pooling";
  static constexpr bool pullback_reads_input = false;

  adaptive_average_pool(std::size_t height, std::size_t width) : height_(height), width_(width) {}

  [[nodiscard]] map_shape output_shape(map_shape const& input) const { return {input.channels, height_, width_}; }

  /// Known where every window has the same size: where the output's extent divides the input's.
  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const& input) const {
    if (input.height % height_ != 0 || input.width % width_ != 0) return std::nullopt;
    std::size_t const rows = input.height / height_;
    std::size_t const columns = input.width / width_;
    return tap_geometry{cells.rows.behind_window(rows, rows, 0), cells.columns.behind_window(columns, columns, 0)};
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
      for_each_window(in, [&](std::size_t window, detail::share rows, detail::share columns) {
        T sum = T(0);
        for (std::size_t y = rows.begin; y != rows.end; ++y) {
          for (std::size_t x = columns.begin; x != columns.end; ++x) sum += cells[y * in.width + x];
        }
        pooled[window] = sum / static_cast<T>(rows.size() * columns.size());
      });
    });
    return output;
  }

  /// Each window's gradient is shared evenly among its cells.
  ///
  /// @param gradient (N, K, h, w)
  /// @param in the input's shape
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const& in,
                                           executor const& threads) const {
    map_shape const out = output_shape(in);
    feature_tensor<T> result = xt::zeros<T>(in.batch(gradient.shape(0)));
    threads.parallel_for(gradient.shape(0) * in.channels, [&](std::size_t plane, std::size_t) {
      T const* const pooled = gradient.data() + plane * out.cells();
      T* const cells = result.data() + plane * in.cells();
      for_each_window(in, [&](std::size_t window, detail::share rows, detail::share columns) {
        T const part = pooled[window] / static_cast<T>(rows.size() * columns.size());
        for (std::size_t y = rows.begin; y != rows.end; ++y) {
          for (std::size_t x = columns.begin; x != columns.end; ++x) cells[y * in.width + x] += part;
        }
      });
    });
    return result;
  }

 private:
  template <class Visit>
  void for_each_window(map_shape const& in, Visit visit) const {
    for (std::size_t i = 0; i != height_; ++i) {
      for (std::size_t j = 0; j != width_; ++j) {
        visit(i * width_ + j, seen(i, in.height, height_), seen(j, in.width, width_));
      }
    }
  }

  [[nodiscard]] static detail::share seen(std::size_t i, std::size_t cells, std::size_t windows) {
    return {i * cells / windows, ((i + 1) * cells + windows - 1) / windows};
  }

  std::size_t height_;
  std::size_t width_;
};

}  // namespace whence::reference
