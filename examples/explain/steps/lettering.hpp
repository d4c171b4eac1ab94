// SPDX-License-Identifier: BSD-3-Clause
// Text that is aligned, shortened, wrapped or turned.
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>
#include <whence/render/draw_text.hpp>

#include "explain/steps/canvas.hpp"
#include "explain/steps/theme.hpp"

namespace explain::plot {

/// Which point of a text the given column is.
enum class align { left, centre, right };

namespace detail {

/// The text up to and after the first "^" and the number behind that: 10^-6 is set with a raised -6.
struct with_power {
  std::string_view before, power, after;

  explicit with_power(std::string_view text) : before(text.substr(0, text.find("10^"))) {
    if (before.size() == text.size()) return;
    before = text.substr(0, before.size() + 2);
    after = text.substr(before.size() + 1);
    power = after.substr(0, std::min(after.find_first_not_of("-0123456789"), after.size()));
    after.remove_prefix(power.size());
  }
};

inline std::size_t raised_height(std::size_t height) {
  return 7 * height / 10;
}

}  // namespace detail

/// How many columns `write` takes.
inline std::size_t width_of(std::string_view text, std::size_t height) {
  detail::with_power const parts(text);
  return whence::text_width(parts.before, height) +
         (parts.power.empty() ? 0 : whence::text_width(parts.power, detail::raised_height(height))) +
         (parts.after.empty() ? 0 : whence::text_width(parts.after, height));
}

/// @param row of the text's upper edge
inline void write(whence::picture& canvas, std::size_t row, std::size_t column, std::string_view text,
                  whence::text_style const& style, align where = align::left) {
  std::size_t const width = width_of(text, style.height);
  std::size_t const before = where == align::left ? 0 : where == align::centre ? width / 2 : width;
  column -= std::min(before, column);
  detail::with_power const parts(text);
  whence::draw_text(canvas, row, column, parts.before, style);
  if (parts.power.empty()) return;
  column += whence::text_width(parts.before, style.height);
  std::size_t const raised = detail::raised_height(style.height);
  whence::draw_text(canvas, row - std::min(row, style.height / 8), column, parts.power, {raised, style.color});
  column += whence::text_width(parts.power, raised);
  if (!parts.after.empty()) whence::draw_text(canvas, row, column, parts.after, style);
}

/// The text, or as much of its beginning as fits with "..." behind it. No character of UTF-8 is cut in two.
inline std::string shortened(std::string_view text, std::size_t width, std::size_t height) {
  if (width_of(text, height) <= width) return std::string(text);
  auto const continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; };
  std::string_view kept = text;
  while (!kept.empty()) {
    std::size_t end = kept.size() - 1;
    while (end != 0 && continues(kept[end])) --end;
    kept = kept.substr(0, end);
    while (kept.ends_with(' ') || kept.ends_with(',')) kept.remove_suffix(1);
    std::string const candidate = std::string(kept) + "...";
    if (width_of(candidate, height) <= width) return candidate;
  }
  return "...";
}

/// The text in lines, broken at spaces; a word that is wider than a line is shortened.
inline std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t height) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find(' '), text.size());
    std::string const word = shortened(text.substr(0, end), width, height);
    text.remove_prefix(std::min(end + 1, text.size()));
    std::string const longer = line.empty() ? word : line + " " + word;
    if (line.empty() || width_of(longer, height) <= width) {
      line = longer;
      continue;
    }
    lines.push_back(line);
    line = word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

/// Text that reads upwards, centred on a row, its left edge at a column.
inline void write_upwards(whence::picture& canvas, std::size_t centre, std::size_t column, std::string_view text,
                          whence::text_style const& style) {
  std::size_t const length = width_of(text, style.height), tall = style.height + style.height / 2;
  whence::picture flat = white_picture(tall, length);
  write(flat, style.height / 4, 0, text, style);
  for (std::size_t y = 0; y != tall; ++y) {
    for (std::size_t x = 0; x != length; ++x) {
      std::size_t const row = centre + length / 2 - x;
      if (row >= canvas.shape(0) || column + y >= canvas.shape(1)) continue;
      std::copy_n(&flat(y, x, 0), 3, &canvas(row, column + y, 0));
    }
  }
}

}  // namespace explain::plot
