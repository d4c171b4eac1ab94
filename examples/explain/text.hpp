// SPDX-License-Identifier: BSD-3-Clause
// Text that nobody vouches for, such as files' names, made fit for JSON, a page and a link.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace explain {

namespace detail {

/// The length of the character that the text begins with, or 0 where that is no UTF-8.
inline std::size_t character_length(std::string_view text) {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  unsigned const first = byte(0);
  std::size_t const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (first > 0xf4 || length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i != length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  if (length > 2) {
    // Overlong forms, surrogates, and what lies beyond the last character.
    unsigned const two = first << 8 | byte(1);
    if (two < 0xe0a0 || (two >= 0xeda0 && two < 0xee00) || (two >= 0xf000 && two < 0xf090) || two >= 0xf490) return 0;
  }
  return length;
}

}  // namespace detail

/// The text with a replacement character for every byte that is no UTF-8.
inline std::string valid_text(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    std::size_t const length = detail::character_length(text);
    valid += length == 0 ? "\xef\xbf\xbd" : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return valid;
}

/// The text for a page of HTML, between tags or in a quoted attribute.
inline std::string html_text(std::string_view text) {
  std::string escaped;
  for (char const c : valid_text(text)) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\'': escaped += "&#39;"; break;
      default: static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? escaped += "\xef\xbf\xbd" : escaped += c;
    }
  }
  return escaped;
}

/// A relative path as a link. "./" keeps a colon in it from looking like a protocol.
inline std::string link_to(std::string_view path) {
  constexpr std::string_view kept = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string link = "./";
  for (char const c : path) {
    if (kept.find(c) != std::string_view::npos) {
      link += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      link += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
    }
  }
  return link;
}

}  // namespace explain
