// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/png_chunks.hpp>

namespace whence::detail {

/// A PNG file whose palette has all of 256 colours, those that it lacked being black: stb looks up colours that are not
/// there in memory that nobody wrote.
///
/// @return empty where nothing had to be changed
[[nodiscard]] inline std::vector<std::byte> with_whole_palette(std::span<std::byte const> file) {
  constexpr std::size_t whole = 256 * 3;
  std::span<std::byte const> palette;
  // Palettes and transparency that the decoder is to refuse stay as they are.
  bool is_sound = byte_at(file, 25) == 3;
  for_each_png_chunk(file, [&](std::string_view kind, std::span<std::byte const> data) {
    if (kind == "PLTE") {
      is_sound = is_sound && palette.empty() && data.size() % 3 == 0;
      palette = data;
    }
    if (kind == "tRNS") is_sound = is_sound && data.size() <= palette.size() / 3;
    return is_sound && kind != "IDAT";
  });
  if (!is_sound || palette.empty() || palette.size() >= whole) return {};
  auto const begin = static_cast<std::size_t>(palette.data() - file.data());
  auto const behind = file.subspan(begin + palette.size());
  std::vector<std::byte> changed(begin + whole + behind.size());
  std::copy_n(file.data(), begin + palette.size(), changed.data());
  std::copy_n(behind.data(), behind.size(), changed.data() + begin + whole);
  changed[begin - 6] = std::byte{whole >> 8};  // the chunk's length; the bytes above are 0 already
  changed[begin - 5] = std::byte{whole & 0xff};
  return changed;
}

}  // namespace whence::detail
