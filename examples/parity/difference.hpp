// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace parity {

/// How far two answers to one question lie apart. Of pixels the largest difference says little: where two values in a
/// pooling window are nearly equal, or a ReLU's input nearly zero, rounding decides which way a gradient goes.
struct difference {
  static constexpr double near = 1e-4;

  double largest = 0;      ///< as a part of the largest value
  double within = 1;       ///< the share of values that differ by at most `near` of the largest
  double relative_l2 = 0;  ///< the length of the difference as a part of the answer's

  difference() = default;

  /// @param got, wanted tensors; where their shapes differ, or one holds what is no number, everything is infinite
  template <class Tensor>
  difference(Tensor const& got, Tensor const& wanted) {
    double size = 0, apart = 0, norm = 0, sum = 0;
    bool numbers = got.shape() == wanted.shape();
    for (std::size_t i = 0; numbers && i != wanted.size(); ++i) {
      double const d = std::abs(static_cast<double>(got.data()[i]) - static_cast<double>(wanted.data()[i]));
      double const w = static_cast<double>(wanted.data()[i]);
      numbers = std::isfinite(d);
      apart = std::max(apart, d);
      size = std::max(size, std::abs(w));
      sum += d * d;
      norm += w * w;
    }
    if (!numbers) {
      largest = relative_l2 = std::numeric_limits<double>::infinity();
      within = 0;
    } else if (apart != 0) {
      largest = apart / size;
      relative_l2 = std::sqrt(sum / norm);
      std::size_t many = 0;
      for (std::size_t i = 0; i != wanted.size(); ++i) {
        double const d = std::abs(static_cast<double>(got.data()[i]) - static_cast<double>(wanted.data()[i]));
        if (d <= near * size) ++many;
      }
      within = static_cast<double>(many) / static_cast<double>(wanted.size());
    }
  }
};

}  // namespace parity
