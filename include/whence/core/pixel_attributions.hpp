// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// What a gradient method answers: a signed number for every input value, in units of y per unit of input.
template <class T>
struct pixel_attributions {
  using value_type = T;

  image_batch<T> values;           ///< (N, C, H, W)
  tensor<T, 1> scores;             ///< (N): y asked of each image
  tensor<std::size_t, 1> classes;  ///< (N): the class each question is about; empty where it is about none
  std::vector<map_status> status;  ///< (N)
};

}  // namespace whence
