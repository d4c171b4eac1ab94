// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/feature_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence::presets::pytorch_grad_cam {

/// FEM's formula as pytorch-grad-cam 1.5.7 has it: every feature map, whole, weighed by how much of it is unusually
/// strong; the paper keeps the unusual cells, weighed by the mean.
///
///     L(i, j) = sum_k w_k A_k(i, j),   w_k = part of the cells with A_k > m_k + 2 s_k
///
/// @source pytorch-grad-cam 1.5.7, fem.py
struct fem_formula {
  double deviations = 2.0;  ///< how far above the mean, in standard deviations, is unusual

  /// @param maps A (N, K, h, w)
  /// @return (N, h, w), signed where the maps are
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps) const {
    return detail::weighted_sum(maps, [&](std::size_t n, std::size_t k) {
      std::span<T const> const a = detail::channel(maps, n, k);
      auto const cells = static_cast<double>(a.size());
      double sum = 0.0;
      for (T const value : a) sum += static_cast<double>(value);
      double const mean = sum / cells;
      double squares = 0.0;
      for (T const value : a) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
      double const threshold = mean + deviations * std::sqrt(squares / cells);
      double above = 0.0;
      for (T const value : a) above += static_cast<double>(value) > threshold ? 1.0 : 0.0;
      return static_cast<T>(above / cells);
    });
  }
};

static_assert(feature_formula<fem_formula, float>);

}  // namespace whence::presets::pytorch_grad_cam
