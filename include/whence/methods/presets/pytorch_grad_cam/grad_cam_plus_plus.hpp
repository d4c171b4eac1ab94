// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/presets/pytorch_grad_cam/grad_cam_plus_plus_formula.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Grad-CAM++ as pytorch-grad-cam 1.5.7 computes it: see `grad_cam_plus_plus_formula` there.
template <class At = deepest_tap>
struct grad_cam_plus_plus : class_activation<grad_cam_plus_plus_formula, At> {};
template <class At>
grad_cam_plus_plus(At) -> grad_cam_plus_plus<At>;
grad_cam_plus_plus()->grad_cam_plus_plus<deepest_tap>;

}  // namespace whence::presets::pytorch_grad_cam
