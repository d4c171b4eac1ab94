// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/scores/class_choice.hpp>
#include <whence/scores/finer_comparison.hpp>

namespace whence::presets::pytorch_grad_cam {

/// Finer-CAM's question as pytorch-grad-cam 1.5.7 asks it: against the three most similar classes, at full strength,
/// weighed by probabilities that are differentiated too.
///
/// It adds 1e-9 to the sum of the rivals' probabilities before it divides by it. Where these are less, the network
/// being sure, its y goes to zero, and its gradient turns round before that. Here nothing is added.
///
/// @source pytorch-grad-cam 1.5.7, finer_cam.py and `FinerWeightedTarget` of utils/model_targets.py
struct finer_comparison : whence::finer_comparison {
  explicit finer_comparison(class_choice about = {})
      : whence::finer_comparison{std::move(about), 3, 1.0, rival_weights::moving_probability} {}
};

}  // namespace whence::presets::pytorch_grad_cam
