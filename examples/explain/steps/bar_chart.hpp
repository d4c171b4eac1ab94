// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "explain/steps/axes.hpp"

namespace explain::plot {

/// One bar of a chart.
struct bar {
  std::string name;
  double value = 0.0;  ///< not negative
  std::string text;    ///< the value, as it is written behind the bar
  whence::rgb color = theme::plain;
};

/// Bars that lie, one below the other in the order given, names before them and numbers behind.
///
/// @param label what the bars measure
inline whence::picture bar_chart(std::vector<bar> const& bars, std::string const& label, double most_allowed) {
  constexpr std::size_t row = 44, thick = 28, names = 370, numbers = 90;
  box const inner{8, names, row * bars.size(), theme::body_width - names - numbers};
  whence::picture canvas = white_picture(inner.bottom() + axis_space_below + 12, theme::body_width);
  double most = 0.0;
  for (auto const& one : bars) most = std::max(most, one.value);
  ticks marks = nice_ticks(0.0, most > 0.0 ? most : 1.0, 6);
  span_of_axis const span{
      0.0, std::min(marks.values.back() + (marks.values.back() < most ? marks.step : 0.0), most_allowed)};
  marks = nice_ticks(0.0, span.last, 6);
  for (double const value : marks.values) {
    fill(canvas, {inner.top, inner.left + span.pixels(value, inner.width), inner.height, 1}, theme::grid_line);
  }
  for (std::size_t i = 0; i != bars.size(); ++i) {
    std::size_t const top = inner.top + i * row + (row - thick) / 2;
    std::size_t const text = top + (thick - theme::label_height) / 2;
    std::size_t const length = span.pixels(bars[i].value, inner.width);
    fill(canvas, {top, inner.left, thick, length}, bars[i].color);
    write(canvas, text, inner.left - 14, shortened(bars[i].name, names - 20, theme::label_height),
          {theme::label_height, theme::ink}, align::right);
    write(canvas, text, inner.left + length + 10, bars[i].text, {theme::label_height, theme::ink});
  }
  fill(canvas, {inner.top, inner.left, inner.height, 1}, theme::ink);
  fill(canvas, {inner.bottom(), inner.left, 1, inner.width + 1}, theme::ink);
  axis_below(canvas, inner, span, marks, axis_label(label, "", marks.exponent));
  return canvas;
}

}  // namespace explain::plot
