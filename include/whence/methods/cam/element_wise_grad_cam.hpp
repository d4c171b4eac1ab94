// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/element_wise_grad_cam_formula.hpp>

namespace whence {

/// Element-wise Grad-CAM: HiResCAM that forgets what speaks against the answer before it sums over the feature maps.
///
///     L(i, j) = sum_k max(0, g_k(i, j) A_k(i, j)),   g = dy/dA
///
/// @source pytorch-grad-cam's GradCAMElementWise; there is no paper
template <class At = deepest_tap>
struct element_wise_grad_cam : class_activation<element_wise_grad_cam_formula, At> {};
template <class At>
element_wise_grad_cam(At) -> element_wise_grad_cam<At>;
element_wise_grad_cam()->element_wise_grad_cam<deepest_tap>;

}  // namespace whence
