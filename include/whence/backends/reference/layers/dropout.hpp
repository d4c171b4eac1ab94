// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <string_view>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// Nothing: a network that explains itself is past training.
template <class T>
struct dropout {
  static constexpr std::string_view kind = "dropout";
  static constexpr bool pullback_reads_input = false;

  [[nodiscard]] map_shape output_shape(map_shape const& input) const { return input; }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const&) const {
    return cells;
  }

  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const&) const { return input; }

  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const&, executor const&) const {
    return gradient;
  }
};

}  // namespace whence::reference
