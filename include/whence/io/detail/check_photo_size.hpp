// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <whence/image/image_size.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence::detail {

/// @throws photo_error where a file is longer than allowed, or than stb can count once its palette is filled up
inline void check_file_size(std::span<std::byte const> file, photo_limits const& limits, std::string const& source) {
  std::size_t const largest = std::min<std::size_t>(limits.file_bytes, std::numeric_limits<int>::max() - 1024);
  if (file.size() <= largest) return;
  throw photo_error(source, "a file of at most " + std::to_string(largest) + " bytes",
                    std::to_string(file.size()) + " bytes");
}

/// @throws photo_error where a photo is larger than allowed
inline void check_photo_size(image_size size, photo_limits const& limits, std::string const& source) {
  std::size_t const longest = std::min<std::size_t>(limits.side, 65'535);
  if (std::max(size.height, size.width) <= longest && size.height * size.width <= limits.pixels) return;
  throw photo_error(source,
                    "sides of at most " + std::to_string(longest) + " and in all at most " +
                        std::to_string(limits.pixels) + " pixels",
                    std::to_string(size.width) + " x " + std::to_string(size.height));
}

/// The same of the size that a PNG file claims in its first chunk: stb refuses the largest without saying why.
inline void check_png_size(std::span<std::byte const> file, photo_limits const& limits, std::string const& source) {
  if (!text_of(file).substr(0, 16).ends_with("IHDR")) return;
  check_photo_size({big_endian_at(file, 20, 4), big_endian_at(file, 16, 4)}, limits, source);
}

/// @throws photo_error where a file is too short for the size it claims: stb would take the memory before it knew.
inline void check_photo_bytes(std::span<std::byte const> file, image_size size, std::string const& source) {
  // JPEG: at least one bit for each block of 8 x 8 pixels. PNG: inflate makes at most 1032 bytes of one.
  std::size_t pixels_of_a_byte = 8 * 64;
  if (is_png(file)) {
    std::size_t const colour = byte_at(file, 25);
    std::size_t const channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
    pixels_of_a_byte = 8 * 1032 / std::max<std::size_t>(channels * byte_at(file, 24), 1);
  }
  if (size.height * size.width / pixels_of_a_byte <= file.size()) return;
  throw photo_error(
      source, "a whole picture of " + std::to_string(size.width) + " x " + std::to_string(size.height) + " pixels",
      std::to_string(file.size()) + " bytes, which cannot hold as many");
}

}  // namespace whence::detail
