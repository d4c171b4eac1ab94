// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence::presets::pytorch_grad_cam {

/// XGrad-CAM's formula as pytorch-grad-cam 1.5.7 has it: with a number added to the sum of a map.
///
///     a_k = sum over (i, j) of g_k(i, j) A_k(i, j) / (sum of A_k + 1e-7),   g = dy/dA
///
/// Maps of small sums count for less than in `whence::xgrad_cam_formula`. In front of a ReLU, where a sum may be
/// negative, the number protects from nothing.
///
/// @source pytorch-grad-cam 1.5.7, xgrad_cam.py
struct xgrad_cam_formula {
  double epsilon = 1e-7;  ///< added to the sum

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
      for (std::size_t i = 0; i != a.size(); ++i) {
        sum += a[i];
        products += a[i] * g[i];
      }
      return products / (sum + static_cast<T>(epsilon));
    });
  }
};

static_assert(cam_formula<xgrad_cam_formula, float>);

}  // namespace whence::presets::pytorch_grad_cam
