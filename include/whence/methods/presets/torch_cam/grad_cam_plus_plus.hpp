// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/presets/torch_cam/grad_cam_plus_plus_formula.hpp>

namespace whence::presets::torch_cam {

/// What torch-cam 0.5.0 answers when it is asked for Grad-CAM++: another method, see `grad_cam_plus_plus_formula`
/// there. For comparison with its pictures, and for nothing else.
template <class At = deepest_tap>
struct grad_cam_plus_plus : class_activation<grad_cam_plus_plus_formula, At> {};
template <class At>
grad_cam_plus_plus(At) -> grad_cam_plus_plus<At>;
grad_cam_plus_plus()->grad_cam_plus_plus<deepest_tap>;

}  // namespace whence::presets::torch_cam
