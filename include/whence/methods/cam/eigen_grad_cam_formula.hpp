// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/cam/eigen_cam_formula.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// Eigen-Grad-CAM's formula: Eigen-CAM's, of the feature maps times their gradient.
///
///     L = O v_1,   O = U S V^T (h w, K): of g_k A_k less its mean over the cells, g = dy/dA
///
/// The sign is Eigen-CAM's: the map grows where the sum over k of g_k A_k does, HiResCAM's map.
///
/// @source pytorch-grad-cam's EigenGradCAM; there is no paper
struct eigen_grad_cam_formula {
  bool centred = true;  ///< each g_k A_k less its mean: without it, Eigen-CAM's formula as its paper has it

  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    detail::require_gradient_of(maps, gradient);
    feature_tensor<T> const products = maps * gradient;
    return eigen_cam_formula{centred}(products);
  }
};

static_assert(cam_formula<eigen_grad_cam_formula, float>);

}  // namespace whence
