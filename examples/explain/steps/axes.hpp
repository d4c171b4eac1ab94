// SPDX-License-Identifier: BSD-3-Clause
// The axes of a plot: a line of numbers below its box or to the left.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "explain/steps/lettering.hpp"
#include "explain/steps/nice_ticks.hpp"

namespace explain::plot {

/// The numbers at the ends of an axis. The first may be the greater one: rows of a picture count downwards.
struct span_of_axis {
  double first;  ///< at the left, or below
  double last;   ///< at the right, or above

  /// How far along an axis of that many pixels a value lies.
  [[nodiscard]] std::size_t pixels(double value, std::size_t length) const {
    double const share = std::clamp((value - first) / (last - first), 0.0, 1.0);
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(length)));
  }
};

inline constexpr std::size_t tick_length = 5;
inline constexpr std::size_t axis_space_below = 56;  ///< for numbers and a label
inline constexpr std::size_t axis_space_left = 76;

inline void axis_below(whence::picture& canvas, box const& inner, span_of_axis const& span, ticks const& numbers,
                       std::string const& label) {
  for (std::size_t i = 0; i != numbers.values.size(); ++i) {
    std::size_t const column = inner.left + span.pixels(numbers.values[i], inner.width);
    fill(canvas, {inner.bottom(), column, tick_length, 1}, theme::ink);
    write(canvas, inner.bottom() + tick_length + 4, column, numbers.texts[i], {theme::tick_height, theme::ink},
          align::centre);
  }
  write(canvas, inner.bottom() + tick_length + theme::tick_height + 13, inner.left + inner.width / 2, label,
        {theme::label_height, theme::ink}, align::centre);
}

inline void axis_left(whence::picture& canvas, box const& inner, span_of_axis const& span, ticks const& numbers,
                      std::string const& label) {
  std::size_t widest = 0;
  for (std::size_t i = 0; i != numbers.values.size(); ++i) {
    std::size_t const row = inner.bottom() - span.pixels(numbers.values[i], inner.height);
    fill(canvas, {row, inner.left - tick_length, 1, tick_length}, theme::ink);
    write(canvas, row - std::min(row, theme::tick_height / 2), inner.left - tick_length - 4, numbers.texts[i],
          {theme::tick_height, theme::ink}, align::right);
    widest = std::max(widest, width_of(numbers.texts[i], theme::tick_height));
  }
  std::size_t const used = tick_length + 4 + widest + 10 + 3 * theme::label_height / 2;
  write_upwards(canvas, inner.top + inner.height / 2, inner.left - std::min(inner.left, used), label,
                {theme::label_height, theme::ink});
}

}  // namespace explain::plot
