// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// What Ablation-CAM divides the drop y - y_k by.
enum class ablation_scale {
  magnitude,  ///< |y|: a channel whose loss lowers y weighs more than nothing, whatever the sign of y
  score,      ///< y, as in the paper and in pytorch-grad-cam: where y is negative, every weight changes its sign
  none        ///< nothing: weights in units of y
};

}  // namespace whence
