// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <whence/core/tensor.hpp>
#include <whence/testing/detail/directional_slope.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence::detail {

/// How many directions were tried, how many a kink spoilt, and the worst of the others.
struct gradient_trial {
  double deviation = 0;
  std::size_t tried = 0;
  std::size_t spoilt = 0;
};

/// One image's gradient at a tap against finite differences.
///
/// Directions are random; every second one takes the gradient's signs, so that the slope stands out of a float
/// backend's rounding. Where a kink spoils a direction the step is shortened; if that does not help, maps that are
/// exactly zero are held: a max-pool behind a ReLU has a tie of zeros in many a window, and no derivative there.
template <class T, class Suffix>
[[nodiscard]] gradient_trial try_gradient(Suffix const& logits_of, feature_tensor<T> const& maps,
                                          feature_tensor<T> const& gradient, logit_matrix<T> const& cotangent,
                                          law_tolerances<T> const& tolerances, random_values& random) {
  gradient_trial trial;
  double const unit = detail::mean_size(maps);

  auto const measured = [&](feature_tensor<T> const& direction) {
    double wanted = 0;
    double spread = 0;  // of the sum, were its signs random: its size where it does not happen to cancel
    for (std::size_t i = 0; i != direction.size(); ++i) {
      double const term = static_cast<double>(gradient.data()[i]) * static_cast<double>(direction.data()[i]);
      wanted += term;
      spread += term * term;
    }
    double step = tolerances.step * unit;
    for (std::size_t shortened = 0; shortened <= tolerances.refinements; ++shortened, step /= 4) {
      directional_slope const slope = detail::slope_along(logits_of, maps, direction, cotangent, step);
      double const size = std::max({std::sqrt(spread), std::abs(slope.value), std::abs(wanted)});
      if (!(slope.doubt <= 0.25 * tolerances.finite_difference * size)) continue;  // NaN is a doubt too
      double const difference = std::abs(slope.value - wanted);
      double const part = difference == 0 ? 0 : difference / size;
      trial.deviation = std::isfinite(part) ? std::max(trial.deviation, part) : std::numeric_limits<double>::infinity();
      return true;
    }
    return false;
  };

  auto const hold_zeros = [&](feature_tensor<T>& direction) {
    bool moves = false;
    for (std::size_t i = 0; i != direction.size(); ++i) {
      if (maps.data()[i] == 0) direction.data()[i] = 0;
      moves = moves || direction.data()[i] != 0;
    }
    return moves;
  };

  for (; trial.tried != tolerances.directions; ++trial.tried) {
    feature_tensor<T> direction = random.like(maps);
    if (trial.tried % 2 == 1) {
      for (std::size_t i = 0; i != direction.size(); ++i) {
        T const slope = gradient.data()[i];
        if (slope != 0) direction.data()[i] = std::copysign(direction.data()[i], slope);
      }
    }
    if (!tolerances.hold_zeros && measured(direction)) continue;
    if (!hold_zeros(direction) || !measured(direction)) ++trial.spoilt;
  }
  return trial;
}

/// A batch's gradient at a tap against finite differences.
///
/// @param logits_of maps (n, stack of maps) to the logits of image n with these maps
template <class T, class Suffix>
[[nodiscard]] law_finding try_gradients(Suffix const& logits_of, feature_tensor<T> const& maps,
                                        feature_tensor<T> const& gradient, logit_matrix<T> const& cotangent,
                                        law_tolerances<T> const& tolerances) {
  random_values random(tolerances.seed + 1);
  gradient_trial total;
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    auto const of_image = [&](feature_tensor<T> const& stack) { return logits_of(n, stack); };
    gradient_trial const trial = detail::try_gradient(of_image, detail::part_of(maps, n), detail::part_of(gradient, n),
                                                      detail::part_of(cotangent, n), tolerances, random);
    if (trial.tried - trial.spoilt < tolerances.least_directions) {
      return {std::numeric_limits<double>::infinity(),
              "kinks or rounding spoilt all but " + std::to_string(trial.tried - trial.spoilt) + " of " +
                  std::to_string(trial.tried) + " directions of image " + std::to_string(n) +
                  ": try other images, a smaller network, or double"};
    }
    total.deviation = std::max(total.deviation, trial.deviation);
    total.tried += trial.tried;
    total.spoilt += trial.spoilt;
  }
  std::string const skipped =
      total.spoilt == 0 ? std::string() : ", " + std::to_string(total.spoilt) + " skipped for kinks or rounding";
  return {total.deviation, std::to_string(total.tried) + " directions" + skipped};
}

}  // namespace whence::detail
