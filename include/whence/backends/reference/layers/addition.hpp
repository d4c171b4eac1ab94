// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// The sum of two values of one shape, as a residual connection has it. Its gradient goes to both.
template <class T>
struct addition {
  static constexpr std::string_view kind = "addition";
  static constexpr bool pullback_reads_input = false;

  /// @throws shape_error where the two differ in shape
  [[nodiscard]] map_shape output_shape(map_shape const& left, map_shape const& right) const {
    if (left != right) throw shape_error("addition", "two values of one shape, " + left.text(), right.text());
    return left;
  }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const&) const {
    return cells;
  }

  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& left, feature_tensor<T> const& right,
                                          executor const&) const {
    feature_tensor<T> output = left;
    for (std::size_t i = 0; i != output.size(); ++i) output.data()[i] += right.data()[i];
    return output;
  }

  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const&, executor const&) const {
    return gradient;
  }
};

}  // namespace whence::reference
