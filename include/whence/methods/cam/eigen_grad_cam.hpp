// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/eigen_grad_cam_formula.hpp>

namespace whence {

/// Eigen-Grad-CAM: what the feature maps' contributions to the score have in common, Eigen-CAM made to depend on the
/// question.
///
///     L = max(0, O v_1),   O = U S V^T (h w, K): of g_k A_k less its mean over the cells, g = dy/dA
///
/// @source pytorch-grad-cam's EigenGradCAM; there is no paper
template <class At = deepest_tap>
struct eigen_grad_cam : class_activation<eigen_grad_cam_formula, At> {};
template <class At>
eigen_grad_cam(At) -> eigen_grad_cam<At>;
eigen_grad_cam()->eigen_grad_cam<deepest_tap>;

}  // namespace whence
