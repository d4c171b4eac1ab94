// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// Grad-CAM's formula: every feature map weighed by its mean gradient.
///
///     L(i, j) = sum_k a_k A_k(i, j),   a_k = mean over (i, j) of dy/dA_k(i, j)
///
/// @source Selvaraju et al. 2017, "Grad-CAM", equations 1 and 2 before the ReLU
struct mean_gradient {
  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    detail::require_gradient_of(maps, gradient);
    return detail::weighted_sum(maps, [&](std::size_t n, std::size_t k) {
      T sum = T(0);
      for (T const g : detail::channel(gradient, n, k)) sum += g;
      return sum / static_cast<T>(maps.shape(2) * maps.shape(3));
    });
  }
};

static_assert(cam_formula<mean_gradient, float>);

}  // namespace whence
