// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/mean_gradient.hpp>

namespace whence {

/// Grad-CAM: which parts of the deep feature maps speak for the answer.
///
///     L(i, j) = max(0, sum_k a_k A_k(i, j)),   a_k = mean over (i, j) of dy/dA_k(i, j)
///
///     auto const answer = whence::grad_cam{whence::vgg16::tap("features.28")}(model, images);
///
/// @source Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization",
///         equations 1 and 2
template <class At = deepest_tap>
struct grad_cam : class_activation<mean_gradient, At> {};
template <class At>
grad_cam(At) -> grad_cam<At>;
grad_cam()->grad_cam<deepest_tap>;

}  // namespace whence
