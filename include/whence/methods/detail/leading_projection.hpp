// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>
#include <whence/methods/detail/leading_eigenvector.hpp>

namespace whence::detail {

/// The rows of a matrix X, each less its mean if so asked, by a power of two small enough that squares do not overflow.
class scaled_rows {
 public:
  /// @param values (rows, columns)
  template <class T>
  scaled_rows(std::span<T const> values, std::size_t rows, bool centred)
      : rows_(rows), columns_(values.size() / rows), values_(values.begin(), values.end()) {
    if (centred) {
      for (std::size_t k = 0; k != rows_; ++k) centre(row(k));
    }
    for (double const value : values_) {
      largest_ = std::isfinite(value) ? std::max(largest_, std::abs(value)) : value;
      if (!std::isfinite(value)) return;
    }
    if (largest_ == 0.0) return;
    exponent_ = std::ilogb(largest_);
    for (double& value : values_) value = std::scalbn(value, -exponent_);
  }

  /// The largest magnitude of all; NaN or infinite if some value is.
  [[nodiscard]] double largest() const { return largest_; }

  /// The unit vector v for which |X^T v| is largest, of either sign: the first singular vector.
  [[nodiscard]] std::vector<double> first_direction() const {
    if (rows_ <= columns_) return detail::leading_eigenvector(gram_of_rows(), rows_);
    std::vector<double> const u = detail::leading_eigenvector(gram_of_columns(), columns_);
    std::vector<double> v(rows_);
    double squares = 0.0;
    for (std::size_t k = 0; k != rows_; ++k) {
      for (std::size_t i = 0; i != columns_; ++i) v[k] += row(k)[i] * u[i];
      squares += v[k] * v[k];
    }
    for (double& value : v) value /= std::sqrt(squares);
    return v;
  }

  /// X^T v, in the values' own scale.
  [[nodiscard]] std::vector<double> projection(std::vector<double> const& v) const {
    std::vector<double> result(columns_);
    for (std::size_t k = 0; k != rows_; ++k) {
      for (std::size_t i = 0; i != columns_; ++i) result[i] += v[k] * row(k)[i];
    }
    for (double& value : result) value = std::scalbn(value, exponent_);
    return result;
  }

 private:
  /// What rounding leaves of values that are all the same is made nothing.
  static void centre(std::span<double> values) {
    auto const count = static_cast<double>(values.size());
    double sum = 0.0;
    double largest = 0.0;
    for (double const value : values) {
      sum += value;
      largest = std::max(largest, std::abs(value));
    }
    double const nothing = count * std::numeric_limits<double>::epsilon() * largest;
    for (double& value : values) {
      value -= sum / count;
      if (std::abs(value) <= nothing) value = 0.0;
    }
  }

  [[nodiscard]] std::span<double> row(std::size_t k) { return {values_.data() + k * columns_, columns_}; }
  [[nodiscard]] std::span<double const> row(std::size_t k) const { return {values_.data() + k * columns_, columns_}; }

  [[nodiscard]] std::vector<double> gram_of_rows() const {
    std::vector<double> gram(rows_ * rows_);
    for (std::size_t k = 0; k != rows_; ++k) {
      for (std::size_t l = 0; l <= k; ++l) {
        double sum = 0.0;
        for (std::size_t i = 0; i != columns_; ++i) sum += row(k)[i] * row(l)[i];
        gram[k * rows_ + l] = gram[l * rows_ + k] = sum;
      }
    }
    return gram;
  }

  [[nodiscard]] std::vector<double> gram_of_columns() const {
    std::vector<double> gram(columns_ * columns_);
    for (std::size_t k = 0; k != rows_; ++k) {
      for (std::size_t i = 0; i != columns_; ++i) {
        for (std::size_t j = 0; j != columns_; ++j) gram[i * columns_ + j] += row(k)[i] * row(k)[j];
      }
    }
    return gram;
  }

  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> values_;
  double largest_ = 0.0;
  int exponent_ = 0;
};

/// X^T v, v the first singular vector of the rows of X, of the sign that `eigen_cam_formula` documents.
///
/// @param values (rows, columns)
/// @param out (columns): zeros for rows of zeros, NaN where some value is not finite
template <class T>
void leading_projection(std::span<T const> values, std::size_t rows, bool centred, std::span<T> out) {
  std::ranges::fill(out, T(0));
  if (values.empty()) return;
  scaled_rows const matrix(values, rows, centred);
  if (matrix.largest() == 0.0) return;
  if (!std::isfinite(matrix.largest())) {
    std::ranges::fill(out, std::numeric_limits<T>::quiet_NaN());
    return;
  }
  std::vector<double> const direction = matrix.first_direction();
  std::vector<double> const projection = matrix.projection(direction);
  double sum = 0.0;
  for (double const value : direction) sum += value;
  if (std::abs(sum) < 1e-9) {  // no side: rounding alone would choose
    sum = *std::ranges::max_element(projection, {}, [](double value) { return std::abs(value); });
  }
  for (std::size_t i = 0; i != out.size(); ++i) out[i] = static_cast<T>(sum < 0.0 ? -projection[i] : projection[i]);
}

}  // namespace whence::detail
