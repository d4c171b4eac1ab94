// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/io/detail/blend_pixel.hpp>
#include <whence/io/detail/check_jpeg_frame.hpp>
#include <whence/io/detail/check_jpeg_scans.hpp>
#include <whence/io/detail/check_jpeg_tables.hpp>
#include <whence/io/detail/check_photo_size.hpp>
#include <whence/io/detail/check_png_chunks.hpp>
#include <whence/io/detail/exif_orientation.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/stb_image.hpp>
#include <whence/io/detail/upright.hpp>
#include <whence/io/detail/whole_palette.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence::detail {

/// What can be refused without decoding.
inline void check_picture(std::span<std::byte const> file, photo_limits const& limits, std::string const& source) {
  check_file_size(file, limits, source);
  if (!is_jpeg(file) && !is_png(file)) throw photo_error(source, "a JPEG or PNG picture", first_bytes_text(file));
  if (is_jpeg(file)) {
    check_jpeg_frame(file, source);
    check_jpeg_tables(file, source);
    check_jpeg_scans(file, source);
    return;
  }
  if (text_of(file).substr(0, 16).ends_with("CgBI")) {
    throw photo_error(source, "a PNG picture by the standard", "Apple's variant of it (a CgBI chunk)");
  }
  check_png_size(file, limits, source);
  check_png_chunks(file, source);
}

/// Copies stb's pixels to where they belong, as red, green and blue.
template <class Stored, class Pixel>
void copy_pixels(Stored const* pixel, std::size_t channels, upright const& turn, Pixel* rgb) {
  for (std::size_t row = 0; row != turn.stored().height; ++row) {
    for (std::size_t column = 0; column != turn.stored().width; ++column, pixel += channels) {
      blend_pixel(pixel, channels, rgb + 3 * turn.place_of(row, column));
    }
  }
}

/// What stb made of a file: pixels of one of both depths, in memory of its own.
struct decoded_picture {
  image_size stored;
  std::size_t channels = 0;
  std::uint8_t const* of_8_bits = nullptr;
  std::uint16_t const* of_16_bits = nullptr;
};

/// Everything of decode_picture that both depths share, so that it is compiled once. Of internal linkage, as stb is.
///
/// @param memory owns what is decoded, too
[[nodiscard, maybe_unused]] static decoded_picture decode_by_stb(std::span<std::byte const> file,
                                                                 photo_limits const& limits, std::string const& source,
                                                                 stb_memory& memory) {
  check_picture(file, limits, source);
  auto const damaged = [&](std::string reason) {
    if (reason == "outofmem") reason = "it swells to more memory than its pixels take";
    return photo_error(source, std::string("a whole ") + (is_png(file) ? "PNG" : "JPEG") + " picture",
                       (lacks_its_end(file) ? "one that is cut short (" : "a damaged one (") + reason + ")");
  };

  std::vector<std::byte> const changed = is_png(file) ? with_whole_palette(file) : std::vector<std::byte>();
  auto const* const bytes = reinterpret_cast<std::uint8_t const*>(changed.empty() ? file.data() : changed.data());
  int const length = static_cast<int>(changed.empty() ? file.size() : changed.size());
  bool const has_16_bits = is_png(file) && byte_at(file, 24) == 16;
  int columns = 0;
  int rows = 0;
  int channels = 0;
  decoded_picture result;
  // Should stb fail without a reason, that of an earlier picture must not stand there, nor none.
  stbi__g_failure_reason = "its parts contradict each other";
  try {
    memory.largest_block = (std::size_t{1} << 20) + 2 * file.size();
    // Asked of one format, stb says what is wrong; asked of all, that it is none.
    stbi__context context;
    stbi__start_mem(&context, bytes, length);
    auto* const info = is_png(file) ? &stbi__png_info : &stbi__jpeg_info;
    if (info(&context, &columns, &rows, &channels) == 0) throw damaged(stbi_failure_reason());
    image_size const size{static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
    check_photo_size(size, limits, source);
    check_photo_bytes(file, size, source);
    // 16 bytes: four channels of 16 bits, twice, since stb's buffer doubles; 64: what the codecs round a side up to.
    memory.largest_block += std::size_t{16} * (size.height + 64) * (size.width + 64);
    if (has_16_bits) {
      result.of_16_bits = stbi_load_16_from_memory(bytes, length, &columns, &rows, &channels, 0);
    } else {
      result.of_8_bits = stbi_load_from_memory(bytes, length, &columns, &rows, &channels, 0);
    }
  } catch (stb_assertion const&) {
    throw damaged("the decoder contradicts itself");
  }
  if (result.of_8_bits == nullptr && result.of_16_bits == nullptr) throw damaged(stbi_failure_reason());
  result.stored = {static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)};
  result.channels = static_cast<std::size_t>(channels);
  return result;
}

/// The photo of either depth that the bytes of a JPEG or PNG file hold: see decode_photo. Of internal linkage, too.
template <class Photo>
[[nodiscard]] static Photo decode_picture(std::span<std::byte const> file, photo_limits const& limits,
                                          std::string const& source) {
  stb_memory memory;
  decoded_picture const picture = decode_by_stb(file, limits, source, memory);
  upright const turn(exif_orientation(file), picture.stored);
  Photo photo{tensor<typename Photo::pixel_type, 3>({turn.turned().height, turn.turned().width, 3})};
  if (picture.of_16_bits != nullptr) {
    copy_pixels(picture.of_16_bits, picture.channels, turn, photo.pixels.data());
  } else {
    copy_pixels(picture.of_8_bits, picture.channels, turn, photo.pixels.data());
  }
  return photo;
}

}  // namespace whence::detail
