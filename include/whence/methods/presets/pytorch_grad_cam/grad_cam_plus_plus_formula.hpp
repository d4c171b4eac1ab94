// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Grad-CAM++'s formula as pytorch-grad-cam 1.5.7 has it: with a number added to a denominator that is as small as the
/// square of the gradient.
///
///     alpha_k(i, j) = g^2 / (2 g^2 + g^3 sum of A_k + 1e-6),   g = dy/dA
///
/// Gradients of 1e-3 or less are hidden by it: asked for a probability, or of a large network, the map is another one
/// than `whence::grad_cam_plus_plus_formula`'s, and smaller.
///
/// @source pytorch-grad-cam 1.5.7, grad_cam_plusplus.py
struct grad_cam_plus_plus_formula {
  double epsilon = 1e-6;  ///< added to the denominator

  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    detail::require_gradient_of(maps, gradient);
    return detail::weighted_sum(maps, [&](std::size_t n, std::size_t k) {
      T sum = T(0);
      for (T const a : detail::channel(maps, n, k)) sum += a;
      T weight = T(0);
      for (T const g : detail::channel(gradient, n, k)) {
        if (!(g <= T(0))) weight += g * (g * g / (T(2) * g * g + sum * g * g * g + static_cast<T>(epsilon)));
      }
      return weight;
    });
  }
};

static_assert(cam_formula<grad_cam_plus_plus_formula, float>);

}  // namespace whence::presets::pytorch_grad_cam
