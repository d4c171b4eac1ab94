// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <whence/io/detail/picture_format.hpp>

namespace whence::detail {

/// Calls visit(kind, data) for the chunks of a PNG file until it returns false or a chunk is cut short.
template <class Visit>
void for_each_png_chunk(std::span<std::byte const> file, Visit const& visit) {
  constexpr std::size_t around = 12;  // length and kind before the data, checksum behind
  for (std::size_t i = 8; i <= file.size() && file.size() - i >= around;) {
    std::size_t const length = big_endian_at(file, i, 4);
    if (length > file.size() - i - around) return;
    std::string_view const kind = text_of(file.subspan(i + 4, 4));
    if (kind == "IEND" || !visit(kind, file.subspan(i + 8, length))) return;
    i += around + length;
  }
}

}  // namespace whence::detail
