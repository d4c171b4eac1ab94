// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/layer_cam_formula.hpp>

namespace whence {

/// LayerCAM: every cell by itself, so that shallow layers, whose gradients differ from place to place, give sharp maps
/// where Grad-CAM gives noise.
///
///     L(i, j) = max(0, sum_k max(0, g_k(i, j)) A_k(i, j)),   g = dy/dA
///
/// @source Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization"
template <class At = deepest_tap>
struct layer_cam : class_activation<layer_cam_formula, At> {};
template <class At>
layer_cam(At) -> layer_cam<At>;
layer_cam()->layer_cam<deepest_tap>;

}  // namespace whence
