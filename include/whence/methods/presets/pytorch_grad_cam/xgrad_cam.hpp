// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/presets/pytorch_grad_cam/xgrad_cam_formula.hpp>

namespace whence::presets::pytorch_grad_cam {

/// XGrad-CAM as pytorch-grad-cam 1.5.7 computes it: see `xgrad_cam_formula` there.
template <class At = deepest_tap>
struct xgrad_cam : class_activation<xgrad_cam_formula, At> {};
template <class At>
xgrad_cam(At) -> xgrad_cam<At>;
xgrad_cam()->xgrad_cam<deepest_tap>;

}  // namespace whence::presets::pytorch_grad_cam
