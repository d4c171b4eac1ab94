// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/presets/pytorch_grad_cam/xgrad_cam.hpp>

namespace whence::presets::torch_cam {

/// XGrad-CAM as torch-cam 0.5.0 computes it: pytorch-grad-cam's, with 1e-8 added to the sum of a map.
///
/// @source torch-cam 0.5.0, methods/gradient.py
template <class At = deepest_tap>
struct xgrad_cam : pytorch_grad_cam::xgrad_cam<At> {
  explicit xgrad_cam(At where = {}) {
    this->at = std::move(where);
    this->formula.epsilon = 1e-8;
  }
};

}  // namespace whence::presets::torch_cam
