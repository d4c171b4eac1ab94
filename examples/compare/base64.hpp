// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>

namespace compare {

/// Bytes as text of 64 letters, as a page holds its pictures (RFC 4648, section 4).
inline std::string base64(std::span<std::byte const> bytes) {
  constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(bytes.size(), 3))) {
    unsigned bits = 0;
    for (std::size_t i = 0; i != 3; ++i)
      bits = bits << 8 | (i < bytes.size() ? std::to_integer<unsigned>(bytes[i]) : 0);
    for (std::size_t i = 0; i != 4; ++i) text += i <= bytes.size() ? letters[bits >> (18 - 6 * i) & 63] : '=';
  }
  return text;
}

}  // namespace compare
