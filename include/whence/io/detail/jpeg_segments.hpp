// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/io/detail/picture_format.hpp>

namespace whence::detail {

/// Calls visit(marker, first, end) for the segments of a JPEG file until it returns false: the segment's bytes, behind
/// its length, are those from first to before end, which may lie behind the file's. Follows the markers from segment to
/// segment as the decoder does, so that nothing in a thumbnail or behind the picture is taken for a segment.
template <class Visit>
void for_each_jpeg_segment(std::span<std::byte const> file, Visit const& visit) {
  for (std::size_t i = 2; i + 3 < file.size();) {
    std::size_t const marker = byte_at(file, i + 1);
    // No marker here: coded data, in which 0xff 0x00 is a value and 0xd0 to 0xd7 restart the decoder; or filling.
    if (byte_at(file, i) != 0xff || marker == 0xff || marker == 0x00 || (marker >= 0xd0 && marker <= 0xd7)) {
      ++i;
      continue;
    }
    if (marker == 0xd9) return;  // the picture's end
    std::size_t const end = i + 2 + big_endian_at(file, i + 2, 2);
    if (!visit(marker, i + 4, end)) return;
    i = end;
  }
}

}  // namespace whence::detail
