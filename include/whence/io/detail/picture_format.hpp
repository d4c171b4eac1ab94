// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace whence::detail {

[[nodiscard]] inline std::string_view text_of(std::span<std::byte const> bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// Behind the end there are zeros.
[[nodiscard]] inline std::size_t byte_at(std::span<std::byte const> bytes, std::size_t i) {
  return i < bytes.size() ? std::to_integer<std::size_t>(bytes[i]) : 0;
}

/// The number that some bytes are, the most significant first.
[[nodiscard]] inline std::size_t big_endian_at(std::span<std::byte const> bytes, std::size_t i, std::size_t count) {
  std::size_t value = 0;
  for (std::size_t k = 0; k != count; ++k) value = value << 8 | byte_at(bytes, i + k);
  return value;
}

[[nodiscard]] inline bool is_jpeg(std::span<std::byte const> file) {
  return text_of(file).starts_with("\xff\xd8\xff");
}

[[nodiscard]] inline bool is_png(std::span<std::byte const> file) {
  return text_of(file).starts_with("\x89PNG\r\n\x1a\n");
}

/// Whether a JPEG or PNG file has no end mark where one must be, as files that were cut short do not. A little may
/// follow the mark: cameras and servers append things.
[[nodiscard]] inline bool lacks_its_end(std::span<std::byte const> file) {
  std::string_view const tail = text_of(file.last(std::min<std::size_t>(file.size(), 64)));
  return tail.find(is_png(file) ? "IEND" : "\xff\xd9") == tail.npos;
}

/// What a file that is neither JPEG nor PNG begins with, and what that looks like.
[[nodiscard]] inline std::string first_bytes_text(std::span<std::byte const> file) {
  if (file.empty()) return "an empty file";
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> known{{{"GIF8", "GIF"},
                                                                                {"BM", "BMP"},
                                                                                {"II*", "TIFF"},
                                                                                {"MM", "TIFF"},
                                                                                {"\x93NUMPY", "NumPy array"},
                                                                                {"%PDF", "PDF"},
                                                                                {"<", "HTML, SVG or XML"},
                                                                                {"PK", "zip archive"}}};
  std::string_view const text = text_of(file);
  std::string_view looks_like;
  for (auto const& [start, name] : known) {
    if (looks_like.empty() && text.starts_with(start)) looks_like = name;
  }
  if (text.starts_with("RIFF") && text.substr(0, 12).ends_with("WEBP")) looks_like = "WebP";
  if (text.substr(0, 12).find("ftyp") == 4) looks_like = "HEIC, AVIF or video";

  std::string shown = "a file that begins with the bytes";
  for (std::byte const byte : file.first(std::min<std::size_t>(file.size(), 8))) {
    constexpr std::string_view digits = "0123456789abcdef";
    shown += {' ', digits[std::to_integer<std::size_t>(byte >> 4)],
              digits[std::to_integer<std::size_t>(byte & std::byte{15})]};
  }
  return looks_like.empty() ? shown : shown + " (" + std::string(looks_like) + "?)";
}

}  // namespace whence::detail
