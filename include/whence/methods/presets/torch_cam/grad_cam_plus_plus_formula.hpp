// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence::presets::torch_cam {

/// What torch-cam 0.5.0 computes under the name of Grad-CAM++. It means to divide by the paper's denominator, but
/// divides a copy that it drops; what is left is
///
///     w_k = sum over (i, j) of g_k(i, j)^2 max(0, g_k(i, j)),   g = dy/dA
///
/// @source torch-cam 0.5.0, methods/gradient.py: `alpha[idx][mask].div_(...)`
struct grad_cam_plus_plus_formula {
  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    detail::require_gradient_of(maps, gradient);
    return detail::weighted_sum(maps, [&](std::size_t n, std::size_t k) {
      T weight = T(0);
      for (T const g : detail::channel(gradient, n, k)) {
        if (!(g <= T(0))) weight += g * g * g;
      }
      return weight;
    });
  }
};

static_assert(cam_formula<grad_cam_plus_plus_formula, float>);

}  // namespace whence::presets::torch_cam
