// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/score_cam.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Score-CAM as pytorch-grad-cam 1.5.7 computes it: masks are stretched over the image until the centres of the
/// outermost cells lie on the outermost pixels (`align_corners=True`), half a cell beside what they look at.
///
/// It adds 1e-8 to the range of a map before it divides by it; here nothing is added. Maps whose range is not large
/// beside that are told apart by it, and by nobody else.
///
/// @source pytorch-grad-cam 1.5.7, score_cam.py
template <class At = deepest_tap>
struct score_cam : whence::score_cam<At> {
  explicit score_cam(At where = {}) {
    this->at = std::move(where);
    this->stretch = mask_stretch::corners;
  }
};

}  // namespace whence::presets::pytorch_grad_cam
