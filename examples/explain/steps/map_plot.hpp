// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <whence/core/map_status.hpp>

#include "explain/steps/shading.hpp"
#include "explain/steps/without_meaning.hpp"

namespace explain::plot {

/// What a plot of a map says beside the map.
struct map_words {
  std::string title;
  std::string rows;     ///< what the axis at the left counts
  std::string columns;  ///< what the axis below counts
  std::string quantity;
  std::string unit;
};

namespace detail {

inline std::size_t title_width(std::string const& title) {
  return width_of(title, theme::label_height);
}

inline void picture_axes(whence::picture& canvas, box const& inner, whence::image_size counted, std::string const& rows,
                         std::string const& columns) {
  auto const axis = [](std::size_t count, std::size_t pixels, std::size_t apart) {
    return nice_ticks(0.0, static_cast<double>(count - 1), std::clamp<std::size_t>(pixels / apart, 2, 7), 1.0);
  };
  auto const end = [](std::size_t count) { return static_cast<double>(count) - 0.5; };
  frame(canvas, inner, theme::ink);
  axis_below(canvas, inner, {-0.5, end(counted.width)}, axis(counted.width, inner.width, 50), columns);
  axis_left(canvas, inner, {end(counted.height), -0.5}, axis(counted.height, inner.height, 30), rows);
}

}  // namespace detail

inline constexpr std::size_t map_title_space = 40;

/// A picture with its pixels counted along both axes.
///
/// @param counted what the axes count to: the size before the picture was enlarged
inline whence::picture picture_plot(whence::picture const& picture, whence::image_size counted,
                                    std::string const& title) {
  box const inner{map_title_space, axis_space_left, picture.shape(0), picture.shape(1)};
  whence::picture canvas = white_picture(inner.bottom() + axis_space_below + 10,
                                         inner.left + std::max(inner.width, detail::title_width(title)) + 20);
  write(canvas, 6, inner.left, title, {theme::label_height, theme::ink});
  paste(canvas, picture, inner.top, inner.left);
  detail::picture_axes(canvas, inner, counted, "row", "column");
  return canvas;
}

/// A map with its cells counted along both axes and a bar of its colours; stripes and words for one without meaning.
///
/// @param values (h, w)
/// @param words_without_meaning said in place of the map where `status` is not meaningful
inline whence::picture map_plot(std::span<float const> values, whence::image_size cells, shading const& colors,
                                whence::image_size space, map_words const& words, whence::map_status status,
                                std::string const& words_without_meaning) {
  auto const size = fitted_cells(cells, space);
  box const inner{map_title_space, axis_space_left, size.height, size.width};
  whence::picture canvas =
      white_picture(inner.bottom() + axis_space_below + 10,
                    inner.left + std::max(inner.width + color_bar_space, detail::title_width(words.title)));
  write(canvas, 6, inner.left, words.title, {theme::label_height, theme::ink});
  if (status == whence::map_status::meaningful) {
    paint(canvas, inner, values, cells, colors);
    color_bar(canvas, inner, colors, words.quantity, words.unit);
  } else {
    hatch_and_say(canvas, inner, words_without_meaning);
  }
  detail::picture_axes(canvas, inner, cells, words.rows, words.columns);
  return canvas;
}

}  // namespace explain::plot
