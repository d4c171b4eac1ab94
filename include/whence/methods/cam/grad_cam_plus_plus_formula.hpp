// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// Grad-CAM++'s formula: every feature map weighed by its positive gradients, each by a share of its own, so that a
/// small object counts as much as a large one.
///
///     L(i, j) = sum_k w_k A_k(i, j),   w_k = sum over (i, j) of alpha_k(i, j) max(0, g_k(i, j)),   g = dy/dA
///     alpha_k(i, j) = g^2 / (2 g^2 + g^3 sum over (a, b) of A_k(a, b)) = 1 / (2 + g_k(i, j) sum of A_k)
///
/// The paper differentiates Y = exp(y), whose gradient is e^y g. In alpha e^y cancels; in w_k it is one positive number
/// an image, left out here as it overflows and tells nothing: maps are e^y times smaller than the paper's. Nothing is
/// added to the denominator: behind a ReLU it is 2 or more. In front of one, where A may be negative, it can vanish or
/// change sign, and the map is not to be trusted; where it is zero, the map is told to be not finite.
///
/// @source Chattopadhay et al. 2018, "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional
///         Networks", equation 19 (the exponential head)
struct grad_cam_plus_plus_formula {
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
        if (!(g <= T(0))) weight += g / (T(2) + g * sum);  // a NaN stays one
      }
      return weight;
    });
  }
};

static_assert(cam_formula<grad_cam_plus_plus_formula, float>);

}  // namespace whence
