// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/copy_elements.hpp>

namespace whence::detail {

enum class weight_format { safetensors, torch_archive, pickle, tar, unknown };

/// What a file's content says it is. A safetensors file begins with its header's length in 64 bits, which may spell the
/// start of another signature, but never one that is longer than any header.
[[nodiscard]] inline weight_format weight_format_of(std::span<std::byte const> file) {
  std::string_view const text(reinterpret_cast<char const*>(file.data()), std::min<std::size_t>(file.size(), 512));
  if (text.starts_with("PK\x03\x04") || text.starts_with("PK\x05\x06")) return weight_format::torch_archive;
  if (file.size() < 8 || detail::load_little_endian<std::uint64_t>(file.data()) <= 100'000'000) {
    return weight_format::safetensors;
  }
  if (text.size() == 512 && text.substr(257, 5) == "ustar") return weight_format::tar;
  if (text.size() >= 2 && text[0] == '\x80' && text[1] <= 5 && text[1] >= 0) return weight_format::pickle;
  return weight_format::unknown;
}

}  // namespace whence::detail
