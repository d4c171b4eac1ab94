// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <whence/io/detail/jpeg_segments.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/photo_error.hpp>

namespace whence::detail {

/// Refuses a JPEG file with a Huffman table of more than 256 symbols, which stb before 2.28 writes past its arrays.
inline void check_jpeg_tables(std::span<std::byte const> file, std::string const& source) {
  for_each_jpeg_segment(file, [&](std::size_t marker, std::size_t first, std::size_t end) {
    if (marker != 0xc4) return true;
    for (std::size_t table = first; table < end;) {
      std::size_t symbols = 0;
      // Not stopped by the segment's end: neither is the decoder.
      for (std::size_t length = 1; length != 17; ++length) symbols += byte_at(file, table + length);
      if (symbols > 256) {
        throw photo_error(source, "a JPEG picture whose Huffman tables have at most 256 symbols",
                          "one of " + std::to_string(symbols));
      }
      table += 17 + symbols;
    }
    return true;
  });
}

}  // namespace whence::detail
