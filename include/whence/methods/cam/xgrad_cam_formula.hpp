// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// XGrad-CAM's formula: every feature map weighed by its gradient, averaged where the map is.
///
///     L(i, j) = sum_k a_k A_k(i, j),   a_k = sum over (i, j) of g_k(i, j) A_k(i, j) / sum over (i, j) of A_k(i, j)
///
/// A map that is zero everywhere adds nothing. In front of a ReLU, where A may be negative, the sum of a map can come
/// close to zero and its weight grow without bound; where it is zero, the answer is told to be not finite.
///
/// @source Fu et al. 2020, "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs", before the
///         ReLU
struct xgrad_cam_formula {
  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    detail::require_gradient_of(maps, gradient);
    return detail::weighted_sum(maps, [&](std::size_t n, std::size_t k) {
      std::span<T const> const a = detail::channel(maps, n, k);
      std::span<T const> const g = detail::channel(gradient, n, k);
      T sum = T(0);
      T products = T(0);
      bool silent = true;
      for (std::size_t i = 0; i != a.size(); ++i) {
        sum += a[i];
        products += a[i] * g[i];
        silent = silent && a[i] == T(0);
      }
      return silent ? T(0) : products / sum;
    });
  }
};

static_assert(cam_formula<xgrad_cam_formula, float>);

}  // namespace whence
