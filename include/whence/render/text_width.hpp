// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <whence/render/detail/glyphs.hpp>

namespace whence {

namespace detail {

/// Calls `body(letter, pen)` for each letter of a text, left to right.
///
/// @param body also told where the letter begins, in units of the font's design
/// @return where the last one ends
template <class Body>
std::size_t for_each_letter(std::string_view text, Body body) {
  std::size_t pen = 0;
  bool inside = false;  // of a character of UTF-8 that is longer than a byte
  for (char const signed_byte : text) {
    auto const byte = static_cast<std::uint8_t>(signed_byte);
    bool const continues = (byte & 0xC0U) == 0x80U;
    if (continues && inside) continue;
    inside = byte >= 0x80U;
    auto const& letter = byte >= 32 && byte < 127 ? glyphs[byte - 32U] : glyphs.back();
    body(letter, pen);
    pen += letter.advance;
  }
  return pen;
}

/// Stored pixels times this are pixels of a line of the height asked for.
inline double letter_scale(std::size_t height) {
  return static_cast<double>(std::min(height, line_height)) / static_cast<double>(line_height);
}

}  // namespace detail

/// How many columns a text takes that `draw_text` draws.
///
/// @param text ASCII; every other character of UTF-8 is as wide as the box that stands for it
/// @param height of a line, in pixels, 28 at most
[[nodiscard]] inline std::size_t text_width(std::string_view text, std::size_t height) {
  auto const end = detail::for_each_letter(text, [](detail::glyph const&, std::size_t) {});
  double const exact = static_cast<double>(end) * detail::pixels_per_unit * detail::letter_scale(height);
  auto const whole = static_cast<std::size_t>(exact);
  return whole + (static_cast<double>(whole) < exact ? 1 : 0);
}

}  // namespace whence
