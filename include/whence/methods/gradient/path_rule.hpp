// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string>
#include <string_view>
#include <vector>
#include <whence/core/option_error.hpp>

namespace whence {

/// By which points an integral from 0 to 1 is taken.
enum class path_rule {
  gauss_legendre,  ///< exact for polynomials up to degree 2 n - 1; the ends are no points of it
  trapezoid,       ///< i / (n - 1), both ends with half a weight
  left,            ///< i / n from 0 on
  right,           ///< (i + 1) / n, up to 1
  middle           ///< (i + 1/2) / n
};

/// The rule in words, for messages and labels.
[[nodiscard]] constexpr std::string_view to_text(path_rule rule) {
  switch (rule) {
    case path_rule::gauss_legendre: return "Gauss-Legendre";
    case path_rule::trapezoid: return "trapezoid";
    case path_rule::left: return "left";
    case path_rule::right: return "right";
    case path_rule::middle: return "middle";
  }
  return "unknown";
}

/// A point on the way from 0 to 1, and how much of the way it stands for.
struct path_point {
  double position;
  double weight;
};

namespace detail {

/// Zeros of the Legendre polynomial P_n by Newton's method, brought from [-1, 1] to [0, 1].
///
/// @source Golub and Welsch 1969, "Calculation of Gauss Quadrature Rules", for what the points are
inline std::vector<path_point> gauss_legendre_points(std::size_t n) {
  std::vector<path_point> points(n);
  auto const count = static_cast<double>(n);
  for (std::size_t i = 0; i != (n + 1) / 2; ++i) {
    double x = std::cos(std::numbers::pi * (static_cast<double>(i) + 0.75) / (count + 0.5));
    double slope = 1.0;
    for (int round = 0; round != 100; ++round) {
      double value = x, before = 1.0;  // P_1 and P_0
      for (std::size_t k = 2; k <= n; ++k) {
        auto const order = static_cast<double>(k);
        double const next = ((2.0 * order - 1.0) * x * value - (order - 1.0) * before) / order;
        before = value;
        value = next;
      }
      slope = count * (before - x * value) / ((1.0 - x) * (1.0 + x));
      double const step = value / slope;
      x -= step;
      if (std::abs(step) <= 1e-15) break;
    }
    if (2 * i + 1 == n) x = 0.0;
    double const weight = 1.0 / ((1.0 - x) * (1.0 + x) * slope * slope);
    points[i] = {0.5 * (1.0 - x), weight};
    points[n - 1 - i] = {0.5 * (1.0 + x), weight};
  }
  double sum = 0.0;  // 1, but for rounding
  for (auto const& point : points) sum += point.weight;
  for (auto& point : points) point.weight /= sum;
  return points;
}

}  // namespace detail

/// The points of a rule, in order of their positions; their weights add up to 1.
///
/// @param points how many
/// @throws option_error for no points, or a single one of the trapezoid rule, whose two ends are points
[[nodiscard]] inline std::vector<path_point> path_points(path_rule rule, std::size_t points) {
  std::size_t const least = rule == path_rule::trapezoid ? 2 : 1;
  if (points < least) {
    throw option_error("points of the " + std::string(whence::to_text(rule)) + " rule",
                       "at least " + std::to_string(least), std::to_string(points));
  }
  if (rule == path_rule::gauss_legendre) return detail::gauss_legendre_points(points);
  auto const count = static_cast<double>(points);
  std::vector<path_point> result;
  result.reserve(points);
  for (std::size_t i = 0; i != points; ++i) {
    auto const at = static_cast<double>(i);
    bool const end = i == 0 || i + 1 == points;
    switch (rule) {
      case path_rule::left: result.push_back({at / count, 1.0 / count}); break;
      case path_rule::right: result.push_back({(at + 1.0) / count, 1.0 / count}); break;
      case path_rule::middle: result.push_back({(at + 0.5) / count, 1.0 / count}); break;
      default: result.push_back({at / (count - 1.0), (end ? 0.5 : 1.0) / (count - 1.0)});
    }
  }
  return result;
}

}  // namespace whence
