// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/xgrad_cam_formula.hpp>

namespace whence {

/// XGrad-CAM: Grad-CAM with weights chosen so that the map sums to as much of the score as its layer explains.
///
///     L(i, j) = max(0, sum_k a_k A_k(i, j)),   a_k = sum over (i, j) of g_k(i, j) A_k(i, j) / sum of A_k
///
/// With signs it sums to what HiResCAM sums to, sum over k, i, j of g A: to y less the biases' part, in a network of
/// ReLUs. Take a tap behind a ReLU: the weights divide by sums of A.
///
/// @source Fu et al. 2020, "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs"
template <class At = deepest_tap>
struct xgrad_cam : class_activation<xgrad_cam_formula, At> {};
template <class At>
xgrad_cam(At) -> xgrad_cam<At>;
xgrad_cam()->xgrad_cam<deepest_tap>;

}  // namespace whence
