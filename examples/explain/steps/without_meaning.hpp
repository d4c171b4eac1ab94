// SPDX-License-Identifier: BSD-3-Clause
// What stands where a map has nothing to say.
#pragma once
#include <cstddef>
#include <string>

#include "explain/steps/lettering.hpp"

namespace explain::plot {

/// Grey stripes, no colour of any scale.
inline void hatch(whence::picture& canvas, box const& where, std::size_t stripe = 12) {
  fill(canvas, where, {246, 246, 246});
  for (std::size_t y = 0; y != where.height; ++y) {
    for (std::size_t x = 0; x != where.width; ++x) {
      if ((y + x) / (stripe / 2) % 2 == 0) fill(canvas, {where.top + y, where.left + x, 1, 1}, {222, 222, 222});
    }
  }
}

/// Stripes, and over them why there is nothing to see.
inline void hatch_and_say(whence::picture& canvas, box const& where, std::string const& words) {
  hatch(canvas, where);
  constexpr std::size_t pad = 16, line = theme::note_height * 3 / 2;
  auto const lines = wrapped(words, where.width > 6 * pad ? where.width - 4 * pad : where.width, theme::note_height);
  std::size_t widest = 0;
  for (auto const& text : lines) widest = std::max(widest, width_of(text, theme::note_height));
  box label{0, 0, lines.size() * line + pad, std::min(widest + 2 * pad, where.width)};
  label.height = std::min(label.height, where.height);
  label.top = where.top + (where.height - label.height) / 2;
  label.left = where.left + (where.width - label.width) / 2;
  fill(canvas, label, {255, 255, 255});
  for (std::size_t i = 0; i != lines.size(); ++i) {
    write(canvas, label.top + pad / 2 + i * line + line / 6, label.left + label.width / 2, lines[i],
          {theme::note_height, theme::ink}, align::centre);
  }
}

/// In place of a whole plot.
inline whence::picture nothing_to_plot(std::string const& words) {
  constexpr std::size_t height = 420;
  whence::picture canvas = white_picture(height, theme::body_width);
  hatch_and_say(canvas, {0, 0, height, theme::body_width}, words);
  return canvas;
}

}  // namespace explain::plot
