// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/image_baseline.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// One value everywhere. Of a normalised image 0 is the mean colour of the training set, a grey, and not black.
///
/// @source Sundararajan, Taly and Yan 2017, "Axiomatic Attribution for Deep Networks", section 3, of unnormalised
///         images
struct constant_baseline {
  double value = 0.0;  ///< as the network sees it, behind the recipe's mean and deviation

  /// @param images (N, C, H, W), of which only the shape is asked
  /// @return (N, C, H, W)
  template <std::floating_point T>
  [[nodiscard]] image_batch<T> operator()(image_batch<T> const& images) const {
    image_batch<T> result(images.shape());
    result.fill(static_cast<T>(value));
    return result;
  }
};

static_assert(image_baseline<constant_baseline, float> && image_baseline<constant_baseline, double>);

}  // namespace whence
