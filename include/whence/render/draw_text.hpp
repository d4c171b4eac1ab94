// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/render/color_map.hpp>
#include <whence/render/detail/glyphs.hpp>
#include <whence/render/picture.hpp>
#include <whence/render/text_width.hpp>

namespace whence {

/// How a text is drawn.
struct text_style {
  std::size_t height = 16;  ///< of a line, in pixels, 28 at most; easy to read from 13 on
  rgb color{0, 0, 0};
};

namespace detail {

/// Where stored pixels come to lie along one axis of a picture.
struct letter_axis {
  double begin;  // of the first stored pixel, in the picture
  double scale;  // pixels of the picture for one stored
  std::size_t stored;

  [[nodiscard]] double end() const { return begin + scale * static_cast<double>(stored); }

  /// What share of pixel p the stored pixel i covers.
  [[nodiscard]] double share(std::size_t p, std::size_t i) const {
    double const from = begin + scale * static_cast<double>(i), at = static_cast<double>(p);
    return std::max(std::min(from + scale, at + 1) - std::max(from, at), 0.0);
  }

  /// First and last but one of the stored pixels that touch pixel p.
  [[nodiscard]] std::array<std::size_t, 2> touching(std::size_t p) const {
    double const from = (static_cast<double>(p) - begin) / scale;
    return {static_cast<std::size_t>(std::max(from, 0.0)),
            std::min(static_cast<std::size_t>(std::max(from + 1 / scale + 1, 0.0)), stored)};
  }
};

/// Pixels that an axis touches, none beyond `limit`.
inline std::array<std::size_t, 2> pixels_of(letter_axis const& axis, std::size_t limit) {
  auto const within = [limit](double p) {
    return static_cast<std::size_t>(std::clamp(p, 0.0, static_cast<double>(limit)));
  };
  return {within(std::floor(axis.begin)), within(std::ceil(axis.end()))};
}

/// The share of a pixel that a letter covers: the mean of the stored pixels under it.
inline double covered(glyph const& letter, letter_axis const& rows, letter_axis const& columns, std::size_t y,
                      std::size_t x) {
  auto const [top, bottom] = rows.touching(y);
  auto const [left, right] = columns.touching(x);
  double sum = 0;
  for (std::size_t i = top; i < bottom; ++i)
    for (std::size_t j = left; j < right; ++j)
      sum += rows.share(y, i) * columns.share(x, j) * detail::coverage(letter, i * letter.width + j);
  return std::min(sum, 1.0);
}

}  // namespace detail

/// Writes one line of text on a picture, without serifs, its edges smoothed. What lies outside the picture is cut off.
///
/// @param canvas (H, W, 3); written on
/// @param row of the line's upper edge
/// @param column at which the first letter begins
/// @param text ASCII; in place of every other character of UTF-8, and of control characters, stands a box
/// @throws shape_error for a canvas without three channels
/// @source the letters are those of the font DejaVu Sans; their notice is in whence/render/detail/glyphs.hpp
inline void draw_text(picture& canvas, std::size_t row, std::size_t column, std::string_view text,
                      text_style const& style = {}) {
  if (canvas.shape(2) != 3) {
    throw shape_error("draw_text", "a picture (H, W, 3)", whence::shape_text(canvas.shape()));
  }
  double const scale = detail::letter_scale(style.height);
  if (scale == 0) return;
  // A baseline between two rows of pixels would blur every letter's foot.
  double const lift = std::round(scale * detail::line_baseline) - scale * detail::line_baseline;
  detail::for_each_letter(text, [&](detail::glyph const& letter, std::size_t pen) {
    detail::letter_axis const rows{static_cast<double>(row) + lift + scale * letter.top, scale, letter.height};
    double const begin = static_cast<double>(pen) * detail::pixels_per_unit + letter.left;
    detail::letter_axis const columns{static_cast<double>(column) + scale * begin, scale, letter.width};
    auto const [top, bottom] = detail::pixels_of(rows, canvas.shape(0));
    auto const [left, right] = detail::pixels_of(columns, canvas.shape(1));
    for (std::size_t y = top; y < bottom; ++y) {
      for (std::size_t x = left; x < right; ++x) {
        double const alpha = detail::covered(letter, rows, columns, y, x);
        std::uint8_t* const pixel = canvas.data() + (y * canvas.shape(1) + x) * 3;
        for (std::size_t c = 0; c != 3; ++c)
          pixel[c] = static_cast<std::uint8_t>((1 - alpha) * pixel[c] + alpha * style.color[c] + 0.5);
      }
    }
  });
}

}  // namespace whence
