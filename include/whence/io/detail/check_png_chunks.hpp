// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/detail/png_chunks.hpp>
#include <whence/io/photo_error.hpp>

namespace whence::detail {

/// Refuses a PNG file with a chunk that goes on behind the file's end, of which stb does not always say what is wrong,
/// or with one that must be known and is not, whose name stb would put into its message whatever letters it has.
inline void check_png_chunks(std::span<std::byte const> file, std::string const& source) {
  std::size_t end = 8;
  for_each_png_chunk(file, [&](std::string_view kind, std::span<std::byte const> data) {
    bool const may_be_skipped = (kind.front() & 0x20) != 0;
    if (!may_be_skipped && kind != "IHDR" && kind != "PLTE" && kind != "IDAT") {
      throw photo_error(source, "a whole PNG picture", "a damaged one (a chunk that no standard knows)");
    }
    end = static_cast<std::size_t>(data.data() - file.data()) + data.size() + 4;
    return true;
  });
  if (auto const rest = text_of(file).substr(std::min(end, file.size())); rest.find("IEND") == 4) return;
  throw photo_error(source, "a whole PNG picture",
                    lacks_its_end(file) ? "one that is cut short (its last chunk is not whole)"
                                        : "a damaged one (a chunk goes on behind the file's end)");
}

}  // namespace whence::detail
