// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/concepts/relu_rule.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// out = max(in, 0). A NaN stays a NaN.
template <class T>
struct relu {
  static constexpr std::string_view kind = "relu";
  static constexpr bool pullback_reads_input = true;
  static constexpr bool follows_relu_rule = true;
  static constexpr std::size_t values_a_task = 16'384;

  [[nodiscard]] map_shape output_shape(map_shape const& input) const { return input; }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const&) const {
    return cells;
  }

  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const& threads) const {
    feature_tensor<T> output(input.shape());
    detail::shares const parts(input.size(), values_a_task);
    threads.parallel_for(parts.count(), [&](std::size_t task, std::size_t) {
      T const* const in = input.data();
      T* const out = output.data();
      for (std::size_t i = parts[task].begin; i != parts[task].end; ++i) out[i] = in[i] < T(0) ? T(0) : in[i];
    });
    return output;
  }

  /// Passes the gradients that the rule lets through; the others become zero.
  ///
  /// @param gradient, input (N, K, h, w)
  template <relu_rule Rule>
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, feature_tensor<T> const& input,
                                           Rule const& rule, executor const& threads) const {
    feature_tensor<T> result(gradient.shape());
    detail::shares const parts(gradient.size(), values_a_task);
    threads.parallel_for(parts.count(), [&](std::size_t task, std::size_t) {
      T const* const x = input.data();
      T const* const g = gradient.data();
      T* const out = result.data();
      for (std::size_t i = parts[task].begin; i != parts[task].end; ++i) out[i] = rule(x[i], g[i]) ? g[i] : T(0);
    });
    return result;
  }
};

}  // namespace whence::reference
