// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <whence/io/photo_error.hpp>

namespace whence::detail {

/// Refuses a JPEG file with a Huffman table of more than 256 symbols, which stb before 2.28 writes past its arrays.
/// Follows the markers from segment to segment as the decoder does, so that nothing in a thumbnail or behind the
/// picture is taken for a table.
inline void check_jpeg_tables(std::span<std::byte const> file, std::string const& source) {
  auto const at = [&](std::size_t i) { return i < file.size() ? std::to_integer<std::size_t>(file[i]) : 0; };
  for (std::size_t i = 2; i + 3 < file.size();) {
    std::size_t const marker = at(i + 1);
    // No marker here: coded data, in which 0xff 0x00 is a value and 0xd0 to 0xd7 restart the decoder; or filling.
    if (at(i) != 0xff || marker == 0xff || marker == 0x00 || (marker >= 0xd0 && marker <= 0xd7)) {
      ++i;
      continue;
    }
    if (marker == 0xd9) return;  // the picture's end
    std::size_t const end = i + 2 + (at(i + 2) << 8 | at(i + 3));
    if (marker == 0xc4) {
      for (std::size_t table = i + 4; table < end;) {
        std::size_t symbols = 0;
        for (std::size_t length = 1; length != 17; ++length) symbols += at(table + length);
        if (symbols > 256) {
          throw photo_error(source, "a JPEG picture whose Huffman tables have at most 256 symbols",
                            "one of " + std::to_string(symbols));
        }
        table += 17 + symbols;
      }
    }
    i = end;
  }
}

}  // namespace whence::detail
