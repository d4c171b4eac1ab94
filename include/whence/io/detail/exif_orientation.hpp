// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <whence/io/detail/jpeg_segments.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/png_chunks.hpp>

namespace whence::detail {

/// The orientation, from 1 to 8, that EXIF data note in their first directory; 1, which is upright, where they note
/// none or are damaged: a photo is not to be lost for its notes. Follows no pointer but the first.
///
/// @source EXIF 2.32 (CIPA DC-008-2019), 4.6.4, tag 0x0112; TIFF 6.0 (1992), pages 13 to 16
[[nodiscard]] inline std::size_t orientation_in(std::span<std::byte const> exif) {
  constexpr std::string_view prefix("Exif\0\0", 6);
  if (text_of(exif).starts_with(prefix)) exif = exif.subspan(prefix.size());
  bool const is_little = text_of(exif).starts_with(std::string_view("II*\0", 4));
  if (!is_little && !text_of(exif).starts_with(std::string_view("MM\0*", 4))) return 1;
  auto const number = [&](std::size_t at, std::size_t bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i != bytes; ++i) value = value << 8 | byte_at(exif, at + (is_little ? bytes - 1 - i : i));
    return value;
  };
  std::size_t const directory = number(4, 4);
  if (directory >= exif.size()) return 1;
  std::size_t entry = directory + 2;
  for (std::size_t left = number(directory, 2); left != 0 && entry + 12 <= exif.size(); --left, entry += 12) {
    if (number(entry, 2) != 0x0112) continue;
    constexpr std::size_t two_bytes = 3;  // the type SHORT
    bool const is_one = number(entry + 2, 2) == two_bytes && number(entry + 4, 4) == 1;
    std::size_t const orientation = number(entry + 8, 2);
    return is_one && orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}

/// The same of a JPEG or PNG file.
[[nodiscard]] inline std::size_t exif_orientation(std::span<std::byte const> file) {
  std::span<std::byte const> exif;
  if (is_png(file)) {
    for_each_png_chunk(file, [&](std::string_view kind, std::span<std::byte const> data) {
      if (kind == "eXIf") exif = data;
      return exif.empty();
    });
  } else {
    for_each_jpeg_segment(file, [&](std::size_t marker, std::size_t first, std::size_t end) {
      if (marker == 0xe1 && end <= file.size() && first + 6 <= end && text_of(file.subspan(first, 4)) == "Exif") {
        exif = file.subspan(first, end - first);
      }
      return exif.empty() && marker != 0xda;
    });
  }
  return orientation_in(exif);
}

}  // namespace whence::detail
