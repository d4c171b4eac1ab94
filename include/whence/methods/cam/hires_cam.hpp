// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/hires_cam_formula.hpp>

namespace whence {

/// HiResCAM: how much each place of the feature maps adds to the score, with its sign. Where nothing
/// but one linear layer, and perhaps an averaging before it, lies behind the tap, the map sums to the score less the
/// bias.
///
///     L(i, j) = sum_k g_k(i, j) A_k(i, j),   g = dy/dA
///
/// The paper clips nothing, so `keep_signed` is true here unless told otherwise.
///
/// @source Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural
///         networks"
template <class At = deepest_tap>
struct hires_cam : class_activation<hires_cam_formula, At> {};
template <class At>
hires_cam(At) -> hires_cam<At>;
hires_cam()->hires_cam<deepest_tap>;

}  // namespace whence
