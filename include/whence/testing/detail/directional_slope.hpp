// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence::detail {

/// A derivative along a direction, by central differences.
struct directional_slope {
  double value;
  double doubt;  ///< how far two step lengths disagree, and what rounding may do: large at kinks and for short steps
};

/// d/dt of y(maps + t direction) at t = 0, y = sum_k cotangent_k z_k.
///
/// Two central differences, of step h and h/2, disagree where a kink lies between the outer points, unless it lies at
/// t = 0 or splits them evenly. A kink at t = 0 shows in the second differences: those of a smooth function shrink by
/// four as the step is halved, a kink's by two. No kink hides from both.
///
/// @param logits_of maps a stack of maps (M, K, h, w) to logits (M, classes)
/// @param maps (1, K, h, w)
/// @param direction (1, K, h, w)
/// @param cotangent (1, classes)
/// @throws shape_error where the logits are not (M, classes)
/// @cost one pass of five stacked maps
template <class T, class Suffix>
[[nodiscard]] directional_slope slope_along(Suffix const& logits_of, feature_tensor<T> const& maps,
                                            feature_tensor<T> const& direction, logit_matrix<T> const& cotangent,
                                            double step) {
  constexpr std::array<double, 5> places{-1, -0.5, 0, 0.5, 1};
  auto shape = maps.shape();
  shape[0] = places.size();
  feature_tensor<T> stack = feature_tensor<T>::from_shape(shape);
  for (std::size_t m = 0; m != places.size(); ++m) {
    T const t = static_cast<T>(places[m] * step);
    for (std::size_t i = 0; i != maps.size(); ++i) {
      stack.data()[m * maps.size() + i] = maps.data()[i] + t * direction.data()[i];
    }
  }

  logit_matrix<T> const logits = logits_of(stack);
  if (logits.shape(0) != places.size() || logits.shape(1) != cotangent.shape(1)) {
    std::array<std::size_t, 2> const wanted{places.size(), cotangent.shape(1)};
    throw shape_error("logits of stacked maps", shape_text(wanted), shape_text(logits.shape()));
  }
  std::array<double, places.size()> y{};
  double size = 0;
  for (std::size_t m = 0; m != places.size(); ++m) {
    for (std::size_t k = 0; k != cotangent.size(); ++k) {
      double const term = static_cast<double>(cotangent.data()[k]) * static_cast<double>(logits(m, k));
      y[m] += term;
      size += std::abs(term) / static_cast<double>(places.size());
    }
  }
  double const outer = (y[4] - y[0]) / (2 * step);
  double const inner = (y[3] - y[1]) / step;
  double const outer_bend = (y[4] - 2 * y[2] + y[0]) / step;
  double const inner_bend = (y[3] - 2 * y[2] + y[1]) / step;
  // Steps so short that rounding swallows them agree on a slope of zero.
  double const rounding = 4 * static_cast<double>(std::numeric_limits<T>::epsilon()) * size / step;
  return {inner, std::max({std::abs(outer - inner), std::abs(outer_bend - 4 * inner_bend), rounding})};
}

}  // namespace whence::detail
