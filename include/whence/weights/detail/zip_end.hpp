// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// @param at with at least sizeof(U) bytes behind it
template <std::unsigned_integral U>
[[nodiscard]] std::uint64_t zip_number(std::span<std::byte const> bytes, std::size_t at) {
  return detail::load_little_endian<U>(bytes.data() + at);
}

[[nodiscard]] inline bool has_zip_signature(std::span<std::byte const> bytes, std::size_t at, std::uint32_t signature) {
  return at <= bytes.size() && bytes.size() - at >= 4 && detail::zip_number<std::uint32_t>(bytes, at) == signature;
}

/// Where an archive's directory lies.
struct zip_end {
  std::size_t directory = 0;
  std::size_t bytes = 0;
  std::size_t entries = 0;
};

/// Reads the records at the end of a zip archive: the end of the directory, and that of Zip64 where there is one.
///
/// @throws weights_error where the file does not end with them, they contradict each other or point elsewhere than
///         right before themselves
/// @source PKWARE's APPNOTE.TXT 4.3.14 to 4.3.16
[[nodiscard]] inline zip_end read_zip_end(std::span<std::byte const> file, std::string const& source) {
  if (file.size() < 22 || !detail::has_zip_signature(file, file.size() - 22, 0x06054b50)) {
    detail::refuse_weights({source}, {"a zip archive that ends with its directory"},
                           {"a file cut short, or one with more behind"});
  }
  std::size_t const at = file.size() - 22;
  auto const refuse = [&](text_parts expected, text_parts got) {
    detail::refuse_weights({source, ", end of the zip directory"}, expected, got);
  };
  auto const disks = detail::zip_number<std::uint32_t>(file, at + 4);
  if (disks != 0 || detail::zip_number<std::uint16_t>(file, at + 20) != 0) {
    refuse({"an archive of one part, without a comment"}, {disks != 0 ? "several parts" : "a comment"});
  }
  std::uint64_t entries = detail::zip_number<std::uint16_t>(file, at + 10);
  std::uint64_t bytes = detail::zip_number<std::uint32_t>(file, at + 12);
  std::uint64_t directory = detail::zip_number<std::uint32_t>(file, at + 16);
  bool is_consistent = detail::zip_number<std::uint16_t>(file, at + 8) == entries;
  std::size_t end = at;  // of the directory
  if (at >= 20 && detail::has_zip_signature(file, at - 20, 0x07064b50)) {
    auto const wide = detail::zip_number<std::uint64_t>(file, at - 12);
    if (wide > at - 20 || at - 20 - wide != 56 || !detail::has_zip_signature(file, wide, 0x06064b50)) {
      refuse({"a Zip64 record of 56 bytes before its locator"}, {"another place: byte ", decimal(wide)});
    }
    end = static_cast<std::size_t>(wide);
    auto const take = [&](std::uint64_t& number, std::uint64_t most, std::size_t offset) {
      auto const wide_number = detail::zip_number<std::uint64_t>(file, end + offset);
      is_consistent = is_consistent && (number == most || number == wide_number);
      number = wide_number;
    };
    take(entries, 0xffff, 32);
    is_consistent = is_consistent && detail::zip_number<std::uint64_t>(file, end + 4) == 44 &&
                    detail::zip_number<std::uint64_t>(file, end + 24) == entries &&
                    detail::zip_number<std::uint64_t>(file, end + 16) == 0;
    take(bytes, 0xffffffff, 40);
    take(directory, 0xffffffff, 48);
  }
  if (!is_consistent) refuse({"numbers that agree"}, {"several that do not"});
  if (directory > end || end - directory != bytes) {
    refuse({"a directory that ends at byte ", decimal(end)}, {decimal(bytes), " bytes from byte ", decimal(directory)});
  }
  if (entries > bytes / 46) refuse({"at most an entry for each 46 bytes"}, {decimal(entries), " entries"});
  return {static_cast<std::size_t>(directory), static_cast<std::size_t>(bytes), static_cast<std::size_t>(entries)};
}

}  // namespace whence::detail
