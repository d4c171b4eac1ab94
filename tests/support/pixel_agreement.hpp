// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>

namespace whence::test {

/// How two sets of pixel attributions compare: pointwise maxima say little, where a ReLU or a pooling is nearly tied.
struct pixel_agreement {
  double within = 0;       ///< part of the values within 1e-4 of the expected maximum
  double correlation = 0;  ///< Pearson's
  double relative_l2 = 0;

  template <class A, class B>
  pixel_agreement(A const& got, B const& expected) {
    double largest = 0, difference = 0, norm = 0, sum_a = 0, sum_b = 0, aa = 0, bb = 0, ab = 0;
    auto const n = static_cast<double>(expected.size());
    for (double const e : expected) largest = std::max(largest, std::abs(e));
    for (std::size_t i = 0; i != expected.size(); ++i) {
      double const a = static_cast<double>(got.data()[i]);
      double const b = expected.data()[i];
      within += std::abs(a - b) <= 1e-4 * largest ? 1 / n : 0;
      difference += (a - b) * (a - b);
      norm += b * b;
      sum_a += a, sum_b += b, aa += a * a, bb += b * b, ab += a * b;
    }
    relative_l2 = norm == 0 ? std::sqrt(difference) : std::sqrt(difference / norm);
    double const spread = std::sqrt((aa - sum_a * sum_a / n) * (bb - sum_b * sum_b / n));
    correlation = spread == 0 ? (difference == 0 ? 1 : 0) : (ab - sum_a * sum_b / n) / spread;
  }
};

}  // namespace whence::test
