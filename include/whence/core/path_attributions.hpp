// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// What a method answers that follows an image along a path from a baseline: pixel attributions that ought to add up to
/// what the score gained on the way.
template <class T>
struct path_attributions : pixel_attributions<T> {
  tensor<T, 1> completeness_gap;  ///< (N): the attributions' sum less y(image) - y(baseline); 0 of an exact integral
};

}  // namespace whence
