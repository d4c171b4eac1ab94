// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/eigen_cam_formula.hpp>

namespace whence {

/// Eigen-CAM: what the feature maps have in common. It needs no backward pass, and whatever is asked, the map is the
/// same: it shows what the network sees, not what speaks for an answer.
///
///     L = O v_1,   O = U S V^T: the singular value decomposition of the feature maps, O (h w, K)
///
/// The paper clips nothing, so `keep_signed` is true here unless told otherwise; `eigen_cam_formula` says which sign a
/// map has.
///
/// @source Muhammad and Yeasin 2020, "Eigen-CAM: Class Activation Map using Principal Components", section III
template <class At = deepest_tap>
struct eigen_cam : class_activation<eigen_cam_formula, At> {};
template <class At>
eigen_cam(At) -> eigen_cam<At>;
eigen_cam()->eigen_cam<deepest_tap>;

}  // namespace whence
