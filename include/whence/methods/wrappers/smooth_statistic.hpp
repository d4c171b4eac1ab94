// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string_view>

namespace whence {

/// What becomes of a method's answers to noisy copies of an image.
enum class smooth_statistic {
  mean,      ///< E[a]: SmoothGrad
  squared,   ///< E[a^2]: SmoothGrad-Squared
  variance,  ///< E[(a - E[a])^2], over all samples and not one less: VarGrad
};

/// The statistic in words, for messages and labels.
[[nodiscard]] constexpr std::string_view to_text(smooth_statistic statistic) {
  switch (statistic) {
    case smooth_statistic::mean: return "mean";
    case smooth_statistic::squared: return "mean of squares";
    case smooth_statistic::variance: return "variance";
  }
  return "unknown";
}

}  // namespace whence
