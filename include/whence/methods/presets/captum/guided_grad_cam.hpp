// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/presets/detail/by_nearest_cell.hpp>
#include <whence/methods/wrappers/product.hpp>

namespace whence::presets::captum {

/// Guided Grad-CAM with the defaults of captum 0.9.0: Grad-CAM's map is brought to the image in blocks of one value
/// (`interpolate_mode="nearest"`), where the paper has bilinear interpolation.
///
/// @cost two forward passes, a backward pass to the image and one to the tap
/// @source captum 0.9.0, attr/_core/guided_grad_cam.py
template <class At = deepest_tap>
struct guided_grad_cam : product<guided_backprop, detail::by_nearest_cell<grad_cam<At>>> {
  explicit guided_grad_cam(At where = {}) { this->right.method.at = std::move(where); }
};

}  // namespace whence::presets::captum
