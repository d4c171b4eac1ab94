// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <whence/image/photo.hpp>
#include <whence/io/detail/check_jpeg_tables.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/stb_image.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence {

namespace detail {

/// One of stb's pixels, of one to four channels, as red, green and blue: grey thrice, and what is transparent on white.
inline void blend_pixel(std::uint8_t const* pixel, std::size_t channels, std::uint8_t* rgb) {
  unsigned const alpha = channels % 2 == 0 ? pixel[channels - 1] : 255u;
  for (std::size_t c = 0; c != 3; ++c) {
    unsigned const value = pixel[channels < 3 ? 0 : c];
    rgb[c] = static_cast<std::uint8_t>((value * alpha + 255u * (255u - alpha) + 127u) / 255u);
  }
}

/// @throws photo_error where a photo is larger than allowed
inline void expect_within(photo_limits const& limits, std::size_t width, std::size_t height,
                          std::string const& source) {
  if (std::max(height, width) <= limits.side && height * width <= limits.pixels) return;
  throw photo_error(source,
                    "sides of at most " + std::to_string(limits.side) + " and in all at most " +
                        std::to_string(limits.pixels) + " pixels",
                    std::to_string(width) + " x " + std::to_string(height));
}

/// The same of the size that a PNG file claims in its first chunk: stb refuses the largest without saying why.
inline void expect_png_within(photo_limits const& limits, std::span<std::byte const> file, std::string const& source) {
  if (file.size() < 24 || text_of(file.subspan(12, 4)) != "IHDR") return;
  auto const claimed = [&](std::size_t at) {
    std::size_t value = 0;
    for (std::size_t i = 0; i != 4; ++i) value = value << 8 | std::to_integer<std::size_t>(file[at + i]);
    return value;
  };
  expect_within(limits, claimed(16), claimed(20), source);
}

}  // namespace detail

/// The photo that the bytes of a JPEG or PNG file hold.
///
/// Grey becomes three equal channels, transparent parts are laid on white, and of 16 bits the upper 8 are kept. A
/// camera's note of how it was held (EXIF orientation) is not heeded: turn such photos first.
/// Of internal linkage, as each translation unit has a decoder of its own: do not call it from your own inline
/// functions in headers.
///
/// @param file all bytes of the file
/// @param limits how large a photo may be
/// @param source what errors call it
/// @throws photo_error where the bytes are no JPEG or PNG picture, are damaged or cut short, or exceed the limits
[[nodiscard, maybe_unused]] static photo decode_photo(std::span<std::byte const> file, photo_limits const& limits = {},
                                                      std::string const& source = "photo in memory") {
  if (std::size_t const largest = std::min<std::size_t>(limits.file_bytes, std::numeric_limits<int>::max());
      file.size() > largest) {
    throw photo_error(source, "a file of at most " + std::to_string(largest) + " bytes",
                      std::to_string(file.size()) + " bytes");
  }
  if (!detail::is_jpeg(file) && !detail::is_png(file)) {
    throw photo_error(source, "a JPEG or PNG picture", detail::first_bytes_text(file));
  }
  std::string const format = detail::is_png(file) ? "PNG" : "JPEG";
  if (format == "PNG" && detail::text_of(file.subspan(8)).substr(0, 8).ends_with("CgBI")) {
    throw photo_error(source, "a PNG picture by the standard", "Apple's variant of it (a CgBI chunk)");
  }
  if (format == "JPEG") detail::check_jpeg_tables(file, source);
  if (format == "PNG") detail::expect_png_within(limits, file, source);
  auto const damaged = [&](std::string reason) {
    if (reason == "outofmem") reason = "it swells to more memory than its pixels take";
    return photo_error(source, "a whole " + format + " picture",
                       (detail::lacks_its_end(file) ? "one that is cut short (" : "a damaged one (") + reason + ")");
  };

  auto const* const bytes = reinterpret_cast<std::uint8_t const*>(file.data());
  int const length = static_cast<int>(file.size());
  int columns = 0;
  int rows = 0;
  int channels = 0;
  std::uint8_t* decoded = nullptr;
  detail::stb_memory memory;  // owns what is decoded, too
  try {
    memory.largest_block = (std::size_t{1} << 20) + 2 * file.size();
    if (detail::stbi_info_from_memory(bytes, length, &columns, &rows, &channels) == 0) {
      throw damaged(detail::stbi_failure_reason());
    }
    detail::expect_within(limits, static_cast<std::size_t>(columns), static_cast<std::size_t>(rows), source);
    // 16 bytes: four channels of 16 bits, twice, since stb's buffer doubles; 64: what the codecs round a side up to.
    memory.largest_block +=
        std::size_t{16} * static_cast<std::size_t>(rows + 64) * static_cast<std::size_t>(columns + 64);
    decoded = detail::stbi_load_from_memory(bytes, length, &columns, &rows, &channels, 0);
  } catch (detail::stb_assertion const&) {
    throw damaged("the decoder contradicts itself");
  }
  if (decoded == nullptr) throw damaged(detail::stbi_failure_reason());

  auto const height = static_cast<std::size_t>(rows);
  auto const width = static_cast<std::size_t>(columns);
  photo result{tensor<std::uint8_t, 3>({height, width, 3})};
  auto const count = static_cast<std::size_t>(channels);
  for (std::size_t i = 0; i != height * width; ++i) {
    detail::blend_pixel(decoded + i * count, count, result.pixels.data() + i * 3);
  }
  return result;
}

}  // namespace whence
