// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/testing/law_report.hpp>

namespace whence::detail {

/// What a trial of a law found.
struct law_finding {
  double deviation;
  std::string message{};
};

/// Runs a trial and notes its outcome; an exception breaks the law it is thrown in, not the suite.
template <class Trial>
void try_law(law_report& report, law which, std::string const& where, double tolerance, Trial const& trial) {
  law_result result{which, law_result::outcome::broken, where, 0, tolerance, {}};
  try {
    law_finding const finding = trial();
    result.measured = finding.deviation;
    result.message = finding.message;
    if (finding.deviation <= tolerance) result.verdict = law_result::outcome::kept;
  } catch (std::exception const& problem) {
    result.measured = std::numeric_limits<double>::infinity();
    result.message = problem.what();
  }
  report.results.push_back(std::move(result));
}

inline void leave_untried(law_report& report, law which, std::string const& where, std::string const& why) {
  report.results.push_back({which, law_result::outcome::untried, where, 0, 0, why});
}

/// @throws shape_error, so that a misshapen result breaks the law under trial and says how
template <class T, std::size_t Rank>
void expect_shape_of(tensor<T, Rank> const& got, tensor<T, Rank> const& like, std::string const& what) {
  if (got.shape() != like.shape()) throw shape_error(what, shape_text(like.shape()), shape_text(got.shape()));
}

/// The largest difference, in units of the largest value it is held against; infinite where only one side is a
/// number.
template <class T, std::size_t Rank>
[[nodiscard]] double deviation(tensor<T, Rank> const& got, tensor<T, Rank> const& wanted, std::string const& what) {
  detail::expect_shape_of(got, wanted, what);
  double difference = 0;
  double size = 0;
  for (std::size_t i = 0; i != got.size(); ++i) {
    double const a = static_cast<double>(got.data()[i]);
    double const b = static_cast<double>(wanted.data()[i]);
    if (std::isfinite(b)) size = std::max(size, std::abs(b));
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    if (!std::isfinite(a) || !std::isfinite(b)) return std::numeric_limits<double>::infinity();
    difference = std::max(difference, std::abs(a - b));
  }
  if (difference == 0) return 0;
  return size == 0 ? std::numeric_limits<double>::infinity() : difference / size;
}

/// Part n of a batch, as a batch of one.
///
/// @throws shape_error where the batch is shorter: a backend under trial may return anything
template <class T, std::size_t Rank>
[[nodiscard]] tensor<T, Rank> part_of(tensor<T, Rank> const& batch, std::size_t n) {
  auto shape = batch.shape();
  if (n >= shape[0]) {
    throw shape_error("result for a batch", "more than " + std::to_string(n) + " parts", shape_text(shape));
  }
  shape[0] = 1;
  tensor<T, Rank> part = tensor<T, Rank>::from_shape(shape);
  std::copy_n(batch.data() + n * part.size(), part.size(), part.data());
  return part;
}

/// Values in [-1, 1), the same on every platform, which the distributions of the standard library are not.
class random_values {
 public:
  explicit random_values(std::uint64_t seed) : bits_(seed) {}

  [[nodiscard]] double next() { return static_cast<double>(bits_() >> 11) * 0x1p-52 - 1; }

  template <class T, std::size_t Rank>
  [[nodiscard]] tensor<T, Rank> like(tensor<T, Rank> const& other, double size = 1) {
    tensor<T, Rank> values = tensor<T, Rank>::from_shape(other.shape());
    for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] = static_cast<T>(size * next());
    return values;
  }

 private:
  std::mt19937_64 bits_;
};

/// The mean size of some values; 1 where all are zero, so that it can serve as a unit.
template <class T, std::size_t Rank>
[[nodiscard]] double mean_size(tensor<T, Rank> const& values) {
  double sum = 0;
  for (std::size_t i = 0; i != values.size(); ++i) sum += std::abs(static_cast<double>(values.data()[i]));
  return sum > 0 ? sum / static_cast<double>(values.size()) : 1;
}

}  // namespace whence::detail
