// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

namespace explain::plot {

/// Where an axis has numbers, and how they are written.
struct ticks {
  std::vector<double> values;
  std::vector<std::string> texts;  ///< value / 10^exponent, all with the same number of decimals
  int exponent = 0;                ///< a multiple of 3; other than 0 where the numbers would be long
  double step = 0.0;               ///< from one to the next; 0 where there is one at most
};

namespace detail {

inline double times_power(double factor, int exponent) {
  return exponent < 0 ? factor / std::pow(10.0, -exponent) : factor * std::pow(10.0, exponent);
}

inline std::vector<std::string> tick_texts(std::vector<double> const& values, int exponent, int decimals) {
  std::vector<std::string> texts;
  for (double const value : values) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, times_power(value, -exponent));
    texts.emplace_back(text);
  }
  return texts;
}

}  // namespace detail

/// Round numbers, 1, 2 or 5 times a power of ten apart, within a range.
///
/// @param low, high in either order; one tick where they are equal or differ by less than numbers can tell, none where
///        one is not finite
/// @param most how many there may be, at least 2
/// @param least_step 1 for what is counted
inline ticks nice_ticks(double low, double high, std::size_t most = 6, double least_step = 0.0) {
  if (!std::isfinite(low) || !std::isfinite(high) || !std::isfinite(high - low)) return {};
  if (low > high) std::swap(low, high);
  double const largest = std::max(std::abs(low), std::abs(high));
  if (high - low <= std::max(1e-12 * largest, 1e-290)) {
    char text[64];
    std::snprintf(text, sizeof text, "%.4g", low);
    return {{low}, {text}, 0, 0.0};
  }
  auto const count = static_cast<double>(std::max<std::size_t>(most, 2));
  int exponent = static_cast<int>(std::floor(std::log10(std::max((high - low) / count, least_step))));
  constexpr double slack = 1e-9;  // of a step: what rounding may take off the ends
  for (;; ++exponent) {
    for (double const factor : {1.0, 2.0, 5.0}) {
      double const step = detail::times_power(factor, exponent);
      double const first = std::ceil(low / step - slack), last = std::floor(high / step + slack);
      if (last - first + 1 > count || step < least_step * (1 - slack)) continue;
      ticks result;
      for (double i = first; i <= last; ++i) result.values.push_back(detail::times_power(i * factor, exponent) + 0.0);
      result.step = step;
      double const thousands = std::floor(std::log10(largest) / 3 + slack);
      if (largest < 1e-3 || largest >= 1e5) result.exponent = 3 * static_cast<int>(thousands);
      int const decimals = std::max(result.exponent - exponent, 0);
      result.texts = detail::tick_texts(result.values, result.exponent, decimals);
      return result;
    }
  }
}

/// What an axis measures: "mean gradient (10^-6 logit per unit activation)".
///
/// @param unit may be empty
inline std::string axis_label(std::string const& quantity, std::string const& unit, int exponent) {
  std::string const power = exponent == 0 ? "" : "10^" + std::to_string(exponent);
  std::string const inside = power + (power.empty() || unit.empty() ? "" : " ") + unit;
  if (inside.empty()) return quantity;
  return quantity.empty() ? inside : quantity + " (" + inside + ")";
}

}  // namespace explain::plot
