// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/presets/pytorch_grad_cam/fem_formula.hpp>

namespace whence::presets::pytorch_grad_cam {

/// FEM as pytorch-grad-cam 1.5.7 computes it: see `fem_formula` there.
template <class At = deepest_tap>
struct fem : class_activation<fem_formula, At> {};
template <class At>
fem(At) -> fem<At>;
fem()->fem<deepest_tap>;

}  // namespace whence::presets::pytorch_grad_cam
