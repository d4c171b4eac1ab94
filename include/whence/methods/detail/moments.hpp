// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <vector>
#include <whence/methods/wrappers/smooth_statistic.hpp>

namespace whence::detail {

/// Means, squares and variances of answers that come one after the other, kept in double.
class moments {
 public:
  /// @param answer as many values every time
  template <class T>
  void add(std::span<T const> answer) {
    if (count_ == 0.0) {
      means_.assign(answer.size(), 0.0);
      spreads_.assign(answer.size(), 0.0);
    }
    count_ += 1.0;
    for (std::size_t i = 0; i != answer.size(); ++i) {
      // Welford 1962: the mean of squares less the square of the mean would leave nothing of small variances.
      double const off = static_cast<double>(answer[i]) - means_[i];
      means_[i] += off / count_;
      spreads_[i] += off * (static_cast<double>(answer[i]) - means_[i]);
    }
  }

  [[nodiscard]] std::size_t size() const { return means_.size(); }

  template <class T>
  void write(smooth_statistic statistic, std::span<T> out) const {
    for (std::size_t i = 0; i != out.size(); ++i) {
      double const variance = spreads_[i] / count_;
      switch (statistic) {
        case smooth_statistic::mean: out[i] = static_cast<T>(means_[i]); break;
        case smooth_statistic::squared: out[i] = static_cast<T>(variance + means_[i] * means_[i]); break;
        case smooth_statistic::variance: out[i] = static_cast<T>(variance); break;
      }
    }
  }

 private:
  double count_ = 0.0;
  std::vector<double> means_;
  std::vector<double> spreads_;  ///< sums of squared distances from the mean
};

}  // namespace whence::detail
