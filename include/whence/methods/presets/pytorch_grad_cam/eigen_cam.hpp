// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/eigen_cam.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Eigen-CAM as pytorch-grad-cam 1.5.7 computes it: of feature maps less their means, which the paper does not take
/// away, and with negative values clipped.
///
/// Its sign is whichever its linear algebra library arrives at, and clipped maps of either sign have nothing in common;
/// here it is `eigen_cam_formula`'s. Where a picture of theirs shows the complement, take the negative of the signed
/// map.
///
/// @source pytorch-grad-cam 1.5.7, eigen_cam.py and utils/svd_on_activations.py
template <class At = deepest_tap>
struct eigen_cam : whence::eigen_cam<At> {
  explicit eigen_cam(At where = {}) {
    this->at = std::move(where);
    this->keep_signed = false;
    this->formula.centred = true;
  }
};

}  // namespace whence::presets::pytorch_grad_cam
