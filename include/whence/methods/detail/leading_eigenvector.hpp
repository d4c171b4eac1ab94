// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace whence::detail {

/// A symmetric matrix of three diagonals.
struct tridiagonal {
  std::vector<double> diagonal;  ///< n
  std::vector<double> beside;    ///< n - 1

  [[nodiscard]] std::size_t size() const { return diagonal.size(); }

  /// The largest sum of magnitudes in a row: no eigenvalue is larger.
  [[nodiscard]] double bound() const {
    double largest = 0.0;
    for (std::size_t i = 0; i != size(); ++i) {
      double const left = i == 0 ? 0.0 : std::abs(beside[i - 1]);
      double const right = i + 1 == size() ? 0.0 : std::abs(beside[i]);
      largest = std::max(largest, left + std::abs(diagonal[i]) + right);
    }
    return largest;
  }

  /// Whether all eigenvalues are below x: whether the pivots of T - x are all negative (Sylvester).
  [[nodiscard]] bool is_below(double x) const {
    double pivot = diagonal[0] - x;
    for (std::size_t i = 1; pivot < 0.0 && i != size(); ++i) {
      pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / pivot;
    }
    return pivot < 0.0;
  }

  /// By bisection, to the last bits.
  [[nodiscard]] double largest_eigenvalue() const {
    double high = bound();
    double low = -high;
    for (double middle = 0.0; low < middle && middle < high; middle = low + (high - low) / 2.0) {
      (is_below(middle) ? high : low) = middle;
    }
    return high;
  }

  /// By inverse iteration: solves (T - eigenvalue) x = start a few times over, by elimination with pivots. Of close
  /// eigenvalues it finds some vector of their common space.
  [[nodiscard]] std::vector<double> eigenvector(double eigenvalue) const {
    std::size_t const n = size();
    std::vector<double> pivots(n), above(n, 0.0), twice_above(n, 0.0), factors(n, 0.0);
    std::vector<bool> swapped(n, false);
    double const smallest = std::numeric_limits<double>::epsilon() * bound();
    auto const not_zero = [&](double pivot) { return std::abs(pivot) < smallest ? smallest : pivot; };
    for (std::size_t i = 0; i != n; ++i) pivots[i] = diagonal[i] - eigenvalue;
    for (std::size_t i = 0; i + 1 < n; ++i) above[i] = beside[i];
    for (std::size_t i = 0; i + 1 < n; ++i) {
      swapped[i] = std::abs(beside[i]) > std::max(std::abs(pivots[i]), smallest);
      if (swapped[i]) {
        factors[i] = pivots[i] / beside[i];
        double const below = pivots[i + 1];
        pivots[i + 1] = above[i] - factors[i] * below;
        twice_above[i] = above[i + 1];
        above[i + 1] *= -factors[i];
        pivots[i] = beside[i];
        above[i] = below;
      } else {
        pivots[i] = not_zero(pivots[i]);
        factors[i] = beside[i] / pivots[i];
        pivots[i + 1] -= factors[i] * above[i];
      }
    }
    pivots[n - 1] = not_zero(pivots[n - 1]);

    std::vector<double> x(n);  // a start without a pattern that an eigenvector could be orthogonal to
    for (std::size_t i = 0; i != n; ++i) x[i] = 0.5 + std::fmod(0.6180339887498949 * static_cast<double>(i + 1), 1.0);
    for (int iteration = 0; iteration != 4; ++iteration) {
      for (std::size_t i = 0; i + 1 < n; ++i) {
        if (swapped[i]) std::swap(x[i], x[i + 1]);
        x[i + 1] -= factors[i] * x[i];
      }
      for (std::size_t i = n; i-- != 0;) {
        double rest = x[i];
        if (i + 1 < n) rest -= above[i] * x[i + 1];
        if (i + 2 < n) rest -= twice_above[i] * x[i + 2];
        x[i] = rest / pivots[i];
      }
      double largest = 0.0;
      for (double const value : x) largest = std::max(largest, std::abs(value));
      for (double& value : x) value /= largest;
    }
    return x;
  }
};

/// An eigenvector of the largest eigenvalue of a symmetric matrix that is not zero. It takes n^3 steps, however close
/// the eigenvalues are: reflections make the matrix tridiagonal, bisection finds the eigenvalue.
///
/// @param matrix (n, n), finite, of magnitudes whose squares neither overflow nor vanish; overwritten
/// @return (n), of length 1 and either sign
/// @source Householder 1958, "Unitary triangularization of a nonsymmetric matrix"; Wilkinson 1965, "The algebraic
///         eigenvalue problem", chapters 5 and 6
inline std::vector<double> leading_eigenvector(std::vector<double> matrix, std::size_t n) {
  tridiagonal reduced{std::vector<double>(n), std::vector<double>(n == 0 ? 0 : n - 1)};
  std::vector<double> scales(n, 0.0);  // of the reflections 1 - scale v v^T; v stays in the row it clears
  std::vector<double> image(n);
  for (std::size_t k = 0; k + 1 < n; ++k) {
    double* const v = matrix.data() + k * n;  // from k + 1 on
    double squares = 0.0;
    for (std::size_t i = k + 2; i < n; ++i) squares += v[i] * v[i];
    double const first = v[k + 1];
    reduced.beside[k] = first;
    if (squares == 0.0) continue;
    double const length = std::sqrt(first * first + squares);
    reduced.beside[k] = first > 0.0 ? -length : length;
    v[k + 1] = first - reduced.beside[k];
    scales[k] = 2.0 / (v[k + 1] * v[k + 1] + squares);
    double along = 0.0;
    for (std::size_t i = k + 1; i != n; ++i) {
      double const* const row = matrix.data() + i * n;
      double sum = 0.0;
      for (std::size_t j = k + 1; j != n; ++j) sum += row[j] * v[j];
      image[i] = scales[k] * sum;
      along += image[i] * v[i];
    }
    for (std::size_t i = k + 1; i != n; ++i) image[i] -= scales[k] / 2.0 * along * v[i];
    for (std::size_t i = k + 1; i != n; ++i) {
      double* const row = matrix.data() + i * n;
      for (std::size_t j = k + 1; j != n; ++j) row[j] -= v[i] * image[j] + image[i] * v[j];
    }
  }
  for (std::size_t i = 0; i != n; ++i) reduced.diagonal[i] = matrix[i * n + i];

  std::vector<double> x = reduced.eigenvector(reduced.largest_eigenvalue());
  for (std::size_t k = n; k-- != 0;) {
    if (scales[k] == 0.0) continue;
    double const* const v = matrix.data() + k * n;
    double along = 0.0;
    for (std::size_t i = k + 1; i != n; ++i) along += v[i] * x[i];
    for (std::size_t i = k + 1; i != n; ++i) x[i] -= scales[k] * along * v[i];
  }
  double squares = 0.0;
  for (double const value : x) squares += value * value;
  for (double& value : x) value /= std::sqrt(squares);
  return x;
}

}  // namespace whence::detail
