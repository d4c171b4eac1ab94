// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace whence::detail {

/// Text of a file that nobody vouches for, fit for a message: no control characters, and not of any length.
[[nodiscard]] inline std::string printable(std::string_view text, std::size_t longest = 120) {
  std::size_t end = std::min(longest, text.size());
  while (end != 0 && end != text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  std::string shown(text.substr(0, end));
  std::ranges::replace_if(
      shown, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  if (end != text.size()) shown += "...";
  return shown;
}

}  // namespace whence::detail
