// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "explain/steps/axes.hpp"

namespace explain::plot {

/// How many values lie in each of some bins of equal width. Zero is always the border of two bins, so that none mixes
/// signs.
struct histogram {
  double first = 0.0;  ///< where the first bin begins
  double width = 0.0;  ///< of a bin
  std::vector<std::size_t> counts;
  std::size_t zeros = 0;  ///< how many are exactly zero, counted in the bin that begins there

  [[nodiscard]] double last() const { return first + width * static_cast<double>(counts.size()); }
};

/// @param values finite, at least one; where all are zero, a single bin of width 1 begins there
/// @param most how many bins there may be, at least 4
inline histogram histogram_of(std::span<float const> values, std::size_t most = 40) {
  auto const [least, greatest] = std::ranges::minmax(values);
  double const low = std::min(double{least}, 0.0), high = std::max(double{greatest}, 0.0);
  ticks const edges = nice_ticks(low, high, most - 2);  // two more may be begun at the ends
  histogram result{0.0, edges.step > 0.0 ? edges.step : 1.0, {}, 0};
  auto const bin = [&](double value) { return std::floor(value / result.width); };
  double const before = bin(low);
  result.first = before * result.width;
  result.counts.resize(static_cast<std::size_t>(bin(high) - before) + 1);
  for (float const value : values) ++result.counts[static_cast<std::size_t>(bin(double{value}) - before)];
  result.zeros = static_cast<std::size_t>(std::ranges::count(values, 0.0F));
  return result;
}

/// The bins as bars that stand, below zero in one colour, above in another, what is zero grey, with a line at zero.
inline whence::picture histogram_plot(histogram const& bins, std::string const& quantity, std::string const& unit,
                                      std::string const& counted) {
  constexpr std::size_t height = 500;
  box const inner{12, axis_space_left, height, theme::body_width - axis_space_left - 20};
  whence::picture canvas = white_picture(inner.bottom() + axis_space_below + 12, theme::body_width);
  span_of_axis const across{bins.first, bins.last()};
  double const tallest = static_cast<double>(std::ranges::max(bins.counts));
  span_of_axis const up{0.0, 1.06 * tallest};
  ticks const rows = nice_ticks(0.0, up.last, 7, 1.0);
  for (double const value : rows.values) {
    fill(canvas, {inner.bottom() - up.pixels(value, height), inner.left, 1, inner.width}, theme::grid_line);
  }
  for (std::size_t i = 0; i != bins.counts.size(); ++i) {
    double const left = bins.first + bins.width * static_cast<double>(i);
    std::size_t const begin = across.pixels(left, inner.width), end = across.pixels(left + bins.width, inner.width);
    std::size_t const tall = up.pixels(static_cast<double>(bins.counts[i]), height);
    bool const is_negative = left + bins.width / 2 < 0.0;
    fill(canvas, {inner.bottom() - tall, inner.left + begin + 1, tall, end - begin - 1},
         is_negative ? theme::negative : theme::positive);
    if (left + bins.width / 2 < 0.0 || left > bins.width / 2) continue;
    std::size_t const grey = up.pixels(static_cast<double>(bins.zeros), height);
    fill(canvas, {inner.bottom() - grey, inner.left + begin + 1, grey, end - begin - 1}, theme::plain);
  }
  std::size_t const zero = inner.left + across.pixels(0.0, inner.width);
  fill(canvas, {inner.top, zero, inner.height, 2}, theme::ink);
  fill(canvas, {inner.bottom(), inner.left, 1, inner.width + 1}, theme::ink);
  fill(canvas, {inner.top, inner.left, inner.height, 1}, theme::ink);
  ticks const columns = nice_ticks(across.first, across.last, 9);
  axis_below(canvas, inner, across, columns, axis_label(quantity, unit, columns.exponent));
  axis_left(canvas, inner, up, rows, axis_label(counted, "", rows.exponent));
  return canvas;
}

}  // namespace explain::plot
