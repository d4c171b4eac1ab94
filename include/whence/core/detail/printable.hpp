// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <whence/core/detail/is_utf8.hpp>

namespace whence::detail {

/// Text of a file that nobody vouches for, fit for a message: no control characters, which a terminal would obey, no
/// bytes that are not UTF-8, and not of any length.
[[nodiscard, gnu::cold]] inline std::string printable(std::string_view text, std::size_t longest = 120) {
  std::string shown;
  for (std::size_t i = 0; i != text.size();) {
    auto const first = static_cast<unsigned char>(text[i]);
    auto letter = text.substr(i, first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
    bool const is_letter = detail::is_utf8(letter);
    if (!is_letter) letter = letter.substr(0, 1);
    i += letter.size();
    // Control characters come in two sets, of which the second is 0x80 to 0x9f: in UTF-8, 0xc2 and the same.
    bool const is_control = first < 0x20 || first == 0x7f || (first == 0xc2 && letter < std::string_view("\xc2\xa0"));
    if (!is_letter || is_control) letter = "?";
    if (shown.size() + letter.size() > longest) return shown + "...";
    shown += letter;
  }
  return shown;
}

}  // namespace whence::detail
