// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/ablation_cam.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Ablation-CAM as pytorch-grad-cam 1.5.7 computes it: the drop is divided by y itself, so that every weight changes
/// its sign where y is negative.
///
/// It ablates a map to 0 only where 0 is the least value of all maps, as behind a ReLU; elsewhere to the least value
/// less 1e7, and less that again for every map that went before in the same batch. A ReLU right behind the tap makes
/// zeros of both, and then this is its map. Where there is none, what it answers depends on its batch size, and nothing
/// here reproduces it.
///
/// @source pytorch-grad-cam 1.5.7, ablation_cam.py and ablation_layer.py
template <class At = deepest_tap>
struct ablation_cam : whence::ablation_cam<At> {
  explicit ablation_cam(At where = {}) {
    this->at = std::move(where);
    this->scale = ablation_scale::score;
  }
};

}  // namespace whence::presets::pytorch_grad_cam
