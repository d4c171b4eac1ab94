// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/backends/reference/window.hpp>
#include <whence/weights/weight_tensor.hpp>

namespace whence::reference {

/// The filters of a convolution: weights (K, C / groups, kernel rows, kernel columns), bias (K).
template <class T>
struct filter_bank {
  weight_tensor<T> weights;
  weight_tensor<T> bias;
  window geometry;
  std::size_t groups = 1;

  [[nodiscard]] std::size_t filters() const { return weights.shape()[0]; }
  [[nodiscard]] std::size_t group_channels() const { return weights.shape()[1]; }
  [[nodiscard]] std::size_t channels() const { return group_channels() * groups; }
  [[nodiscard]] std::size_t group_filters() const { return filters() / groups; }
  /// Weights of one filter: the terms of each sum.
  [[nodiscard]] std::size_t terms() const { return group_channels() * geometry.rows.kernel * geometry.columns.kernel; }
};

}  // namespace whence::reference
