// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <whence/core/map_status.hpp>
#include <whence/render/draw_text.hpp>
#include <whence/render/picture.hpp>

namespace whence::detail {

/// Lines of dark text on a white box in the middle of a picture, if there is room for all of it.
///
/// @return whether there was
inline bool label_in_the_middle(picture& canvas, std::span<std::string_view const> lines, std::size_t line) {
  std::size_t const height = canvas.shape(0), width = canvas.shape(1), margin = line / 2;
  std::size_t widest = 0;
  for (auto const text : lines) widest = std::max(widest, whence::text_width(text, line));
  std::size_t const box_height = lines.size() * line + margin, box_width = widest + 2 * margin;
  if (box_height + 4 > height || box_width + 4 > width) return false;
  std::size_t const top = (height - box_height) / 2, left = (width - box_width) / 2;
  for (std::size_t y = top; y != top + box_height; ++y)
    std::fill_n(canvas.data() + (y * width + left) * 3, box_width * 3, picture::value_type{255});
  for (std::size_t i = 0; i != lines.size(); ++i) {
    std::size_t const indent = (width - whence::text_width(lines[i], line)) / 2;
    whence::draw_text(canvas, top + margin / 2 + i * line, indent, lines[i], {line, {40, 40, 40}});
  }
  return true;
}

constexpr std::string_view words_without_meaning(map_status status) {
  switch (status) {
    case map_status::constant: return "no map: constant";
    case map_status::all_zero: return "no map: all zero";
    case map_status::logits_not_finite: return "no map: logits not finite";
    default: return "no map: not finite";
  }
}

/// Says in the middle of a hatched picture why it shows no map, in as few lines as there is room for. A picture too
/// small for words gets none.
inline void label_without_meaning(picture& canvas, map_status status) {
  if (canvas.shape(1) < 60) return;
  std::size_t const line = std::clamp<std::size_t>(std::min(canvas.shape(0), canvas.shape(1)) / 16, 12, 24);
  std::string_view const all = detail::words_without_meaning(status);
  std::size_t const colon = all.find(':'), space = all.find(' ', colon + 2);
  std::array const one{all};
  std::array const two{all.substr(0, colon + 1), all.substr(colon + 2)};
  if (detail::label_in_the_middle(canvas, one, line) || detail::label_in_the_middle(canvas, two, line)) return;
  if (space == all.npos) return;
  std::array const three{two[0], all.substr(colon + 2, space - colon - 2), all.substr(space + 1)};
  detail::label_in_the_middle(canvas, three, line);
}

}  // namespace whence::detail
