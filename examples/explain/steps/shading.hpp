// SPDX-License-Identifier: BSD-3-Clause
// Numbers as colours on a scale that can be read back.
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>
#include <whence/render/coolwarm.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/viridis.hpp>

#include "explain/steps/axes.hpp"

namespace explain::plot {

/// Which number has which colour.
struct shading {
  double low = 0.0;
  double high = 1.0;
  std::function<whence::rgb(double)> colors = whence::coolwarm{};  ///< of [0, 1]

  [[nodiscard]] whence::rgb operator()(double value) const {
    constexpr whence::rgb no_number{128, 128, 128};
    return std::isnan(value) ? no_number : colors((value - low) / (high - low));
  }
};

/// Zero white, one limit for both signs.
inline shading both_signs(double limit) {
  return {-limit, limit, whence::diverging{}};
}

/// A map, every cell a rectangle; where a pixel holds several cells, their mean.
///
/// @param values (h, w)
inline void paint(whence::picture& canvas, box const& where, std::span<float const> values, whence::image_size cells,
                  shading const& colors) {
  auto const range = [](std::size_t pixel, std::size_t pixels, std::size_t count) {
    std::size_t const first = pixel * count / pixels;
    return std::pair{first, std::max((pixel + 1) * count / pixels, first + 1)};
  };
  for (std::size_t y = 0; y != where.height; ++y) {
    auto const [top, bottom] = range(y, where.height, cells.height);
    for (std::size_t x = 0; x != where.width; ++x) {
      auto const [left, right] = range(x, where.width, cells.width);
      double sum = 0.0;
      for (std::size_t i = top; i != bottom; ++i)
        for (std::size_t j = left; j != right; ++j) sum += double{values[i * cells.width + j]};
      auto const color = colors(sum / static_cast<double>((bottom - top) * (right - left)));
      fill(canvas, {where.top + y, where.left + x, 1, 1}, color);
    }
  }
}

inline constexpr std::size_t color_bar_space = 128;  ///< to the right of a plot, for a bar with numbers and a label

/// A bar of the colours, with numbers to its right and what they measure.
///
/// @param beside the plot that it explains
inline void color_bar(whence::picture& canvas, box const& beside, shading const& colors, std::string const& quantity,
                      std::string const& unit) {
  box const bar{beside.top, beside.right() + 20, beside.height, 20};
  for (std::size_t y = 0; y != bar.height; ++y) {
    double const share = (static_cast<double>(bar.height - 1 - y) + 0.5) / static_cast<double>(bar.height);
    fill(canvas, {bar.top + y, bar.left, 1, bar.width}, colors.colors(share));
  }
  frame(canvas, bar, theme::ink);
  span_of_axis const span{colors.low, colors.high};
  ticks const numbers = nice_ticks(span.first, span.last, std::clamp<std::size_t>(bar.height / 50, 3, 11));
  std::size_t widest = 0;
  for (std::size_t i = 0; i != numbers.values.size(); ++i) {
    std::size_t const row = bar.bottom() - span.pixels(numbers.values[i], bar.height);
    fill(canvas, {row, bar.right(), 1, tick_length}, theme::ink);
    write(canvas, row - std::min(row, theme::tick_height / 2), bar.right() + tick_length + 4, numbers.texts[i],
          {theme::tick_height, theme::ink});
    widest = std::max(widest, width_of(numbers.texts[i], theme::tick_height));
  }
  write_upwards(canvas, bar.top + bar.height / 2, bar.right() + tick_length + 8 + widest,
                axis_label(quantity, unit, numbers.exponent), {theme::label_height, theme::ink});
}

}  // namespace explain::plot
