// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "explain/steps/lettering.hpp"

namespace explain::plot {

/// A figure: a title, what is to be known to read it, and the plot below, white all around.
///
/// @param notes a paragraph each
inline whence::picture with_heading(whence::picture const& body, std::string const& title,
                                    std::vector<std::string> const& notes) {
  struct line {
    std::string text;
    whence::text_style style;
  };
  std::size_t const width = std::max(body.shape(1), theme::body_width);
  std::vector<line> lines;
  for (auto const& text : wrapped(title, width, theme::title_height)) {
    lines.push_back({text, {theme::title_height, theme::ink}});
  }
  for (auto const& note : notes) {
    for (auto const& text : wrapped(note, width, theme::note_height)) {
      lines.push_back({text, {theme::note_height, theme::faint}});
    }
  }
  constexpr std::size_t gap = 24;
  std::size_t top = theme::margin;
  for (auto const& one : lines) top += one.style.height * 3 / 2;
  whence::picture figure = white_picture(top + gap + body.shape(0) + theme::margin, width + 2 * theme::margin);
  paste(figure, body, top + gap, theme::margin + (width - body.shape(1)) / 2);
  top = theme::margin;
  for (auto const& [text, style] : lines) {
    write(figure, top, theme::margin, text, style);
    top += style.height * 3 / 2;
  }
  return figure;
}

}  // namespace explain::plot
