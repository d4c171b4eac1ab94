// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/score_cam.hpp>

namespace whence::presets::torch_cam {

/// Score-CAM as torch-cam 0.5.0 computes it: a map is stretched to [0, 1] before it is brought to the image, so that
/// masks need not reach one there, and cells share the image out evenly, wherever they look.
///
/// It adds 1e-8 to the maximum of a map before it divides by it; here nothing is added.
///
/// @source torch-cam 0.5.0, methods/activation.py
template <class At = deepest_tap>
struct score_cam : whence::score_cam<At> {
  explicit score_cam(At where = {}) {
    this->at = std::move(where);
    this->stretch = mask_stretch::half_pixel;
    this->scale_first = true;
  }
};

}  // namespace whence::presets::torch_cam
