// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <whence/io/detail/jpeg_segments.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/photo_error.hpp>

namespace whence::detail {

/// Refuses in words the kinds of JPEG that the decoder does not know, and printing colours, which it would turn into
/// others than the file's colour profile says.
///
/// @source ITU-T T.81 (1992), table B.1: the markers; ITU-T T.87 (1998), C.1.1: that of JPEG-LS
inline void check_jpeg_frame(std::span<std::byte const> file, std::string const& source) {
  for_each_jpeg_segment(file, [&](std::size_t marker, std::size_t first, std::size_t) {
    auto const refuse = [&](std::string const& expected, std::string const& got) {
      throw photo_error(source, "a JPEG picture " + expected, got);
    };
    std::string const usual = "of the usual kinds, baseline or progressive";
    bool const starts_a_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (marker == 0xde || (starts_a_frame && marker % 8 > 4)) refuse(usual, "a hierarchical one");
    if (marker == 0xf7 || (starts_a_frame && marker % 8 == 3)) refuse(usual, "a lossless one");
    if (starts_a_frame && marker > 0xc8) refuse("in Huffman coding", "one in arithmetic coding");
    if (!starts_a_frame) return marker != 0xda;  // a scan: what follows has had its frame
    if (std::size_t const bits = byte_at(file, first); bits > 8) {
      refuse("of 8 bits a channel", "one of " + std::to_string(bits));
    }
    if (byte_at(file, first + 5) == 4) {
      refuse("in grey or RGB (its colour profile says how to convert it)", "one of four inks (CMYK)");
    }
    return false;
  });
}

}  // namespace whence::detail
