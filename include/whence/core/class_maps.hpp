// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// What a class activation map method answers: one map an image, at the tap's resolution, in units of y, not
/// normalised.
template <class T>
struct class_maps {
  using value_type = T;

  map_batch<T> values;                   ///< (N, h, w)
  tensor<T, 1> scores;                   ///< (N): y asked of each image
  tensor<std::size_t, 1> classes;        ///< (N): the class each question is about; empty where it is about none
  std::vector<map_status> status;        ///< (N)
  std::optional<tap_geometry> geometry;  ///< where the cells look; absent where the backend cannot tell
};

}  // namespace whence
