// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/detail/zip_crc.hpp>
#include <whence/weights/detail/zip_end.hpp>

namespace whence::detail {

/// One file of an archive. Name and data lie in the archive.
struct zip_entry {
  std::string_view name;
  std::size_t header = 0;  ///< where its local header lies
  std::size_t bytes = 0;   ///< in the archive
  std::uint64_t unpacked = 0;
  std::uint32_t crc = 0;  ///< 0 as a rule means that the writer did not count it
  std::uint16_t flags = 0;
  std::uint16_t method = 0;  ///< of compression; 0 for none
  std::span<std::byte const> data{};

  /// What errors call it.
  [[nodiscard]] std::string where(std::string const& source) const {
    return detail::joined({source, ", record '", detail::printable(name), "'"});
  }
};

/// One entry of the directory, which begins at `at`.
///
/// @param at moves to the end of the entry
/// @throws weights_error for an entry that is not whole, or encrypted
[[nodiscard]] inline zip_entry read_zip_entry(std::span<std::byte const> directory, std::size_t& at,
                                              std::string const& source) {
  auto const rest = directory.subspan(at);
  if (rest.size() < 46 || !detail::has_zip_signature(rest, 0, 0x02014b50)) {
    detail::refuse_weights({source, ", zip directory"}, {"an entry at byte ", decimal(at)}, {"something else"});
  }
  auto const name_bytes = static_cast<std::size_t>(detail::zip_number<std::uint16_t>(rest, 28));
  auto const extra_bytes = static_cast<std::size_t>(detail::zip_number<std::uint16_t>(rest, 30));
  auto const comment_bytes = static_cast<std::size_t>(detail::zip_number<std::uint16_t>(rest, 32));
  if (name_bytes + extra_bytes + comment_bytes > rest.size() - 46) {
    detail::refuse_weights({source, ", zip directory"}, {"an entry of whole length at byte ", decimal(at)},
                           {"the end of the directory within it"});
  }
  at += 46 + name_bytes + extra_bytes + comment_bytes;
  zip_entry entry;
  entry.name = {reinterpret_cast<char const*>(rest.data()) + 46, name_bytes};
  entry.flags = static_cast<std::uint16_t>(detail::zip_number<std::uint16_t>(rest, 8));
  entry.crc = static_cast<std::uint32_t>(detail::zip_number<std::uint32_t>(rest, 16));
  auto const refuse = [&](text_parts expected, text_parts got) {
    detail::refuse_weights({entry.where(source)}, expected, got);
  };
  if ((entry.flags & 1) != 0) refuse({"a record that is not encrypted"}, {"an encrypted one"});
  if ((entry.flags & ~0x0808) != 0) refuse({"no flags but of UTF-8 names and data descriptors"}, {"others"});
  entry.method = static_cast<std::uint16_t>(detail::zip_number<std::uint16_t>(rest, 10));

  // Size, size in the archive and place; each where it does not fit is in the Zip64 field, in this order.
  std::array<std::uint64_t, 3> numbers{detail::zip_number<std::uint32_t>(rest, 24),
                                       detail::zip_number<std::uint32_t>(rest, 20),
                                       detail::zip_number<std::uint32_t>(rest, 42)};
  auto extra = rest.subspan(46 + name_bytes, extra_bytes);
  bool is_wide = false;
  while (extra.size() >= 4) {
    auto const length = static_cast<std::size_t>(detail::zip_number<std::uint16_t>(extra, 2));
    if (length > extra.size() - 4) refuse({"whole extra fields"}, {"one cut short"});
    auto field = extra.subspan(4, length);
    if (detail::zip_number<std::uint16_t>(extra, 0) == 1 && !std::exchange(is_wide, true)) {
      for (auto& number : numbers) {
        if (number != 0xffffffff) continue;
        if (field.size() < 8) refuse({"Zip64 numbers"}, {"too few"});
        number = detail::zip_number<std::uint64_t>(field, 0);
        field = field.subspan(8);
      }
    }
    extra = extra.subspan(4 + length);
  }
  auto const [unpacked, stored, header] = numbers;
  if (detail::zip_number<std::uint16_t>(rest, 34) != 0) refuse({"a record of this file"}, {"one of another part"});
  entry.bytes = static_cast<std::size_t>(stored);
  entry.unpacked = unpacked;
  entry.header = static_cast<std::size_t>(header);
  return entry;
}

/// Finds an entry's data behind its local header.
///
/// @param end where the directory begins
/// @throws weights_error where the header says something else than the directory, or the data are not all there
inline void find_zip_data(zip_entry& entry, std::span<std::byte const> file, std::size_t end,
                          std::string const& source) {
  auto const refuse = [&](text_parts expected, text_parts got) {
    detail::refuse_weights({entry.where(source)}, expected, got);
  };
  if (entry.header > end || end - entry.header < 30 || !detail::has_zip_signature(file, entry.header, 0x04034b50)) {
    refuse({"a local header at byte ", decimal(entry.header)}, {"none"});
  }
  auto const local = file.subspan(entry.header, end - entry.header);
  auto const name_bytes = static_cast<std::size_t>(detail::zip_number<std::uint16_t>(local, 26));
  auto const before = 30 + name_bytes + static_cast<std::size_t>(detail::zip_number<std::uint16_t>(local, 28));
  if (before > local.size() || entry.bytes > local.size() - before) {
    refuse({decimal(entry.bytes), " bytes before the directory"}, {"fewer"});
  }
  std::string_view const name(reinterpret_cast<char const*>(local.data()) + 30, name_bytes);
  bool const has_descriptor = (entry.flags & 8) != 0;
  // What the writer did not know yet stands behind the data, and is 0 here; what is too wide is in a Zip64 field.
  auto const agrees = [&](std::size_t at, std::uint64_t with, std::uint64_t instead) {
    auto const number = detail::zip_number<std::uint32_t>(local, at);
    return number == with || (has_descriptor && number == 0) || number == instead;
  };
  std::uint64_t const wide = 0xffffffff;
  if (name != entry.name || detail::zip_number<std::uint16_t>(local, 6) != entry.flags ||
      detail::zip_number<std::uint16_t>(local, 8) != entry.method || !agrees(14, entry.crc, entry.crc) ||
      !agrees(18, entry.bytes, wide) || !agrees(22, entry.unpacked, wide)) {
    refuse({"a local header that says the same as the directory"}, {"another"});
  }
  entry.data = local.subspan(before, entry.bytes);
}

/// The directory of a zip archive. Nothing is ever inflated: see `expect_stored`.
///
/// @return the entries by name
/// @throws weights_error for whatever a plain archive does not have: encryption, several parts, entries that overlap,
///         lie outside the file or bear one name, or headers that contradict the directory
/// @source PKWARE's APPNOTE.TXT 4.3 and 4.4
[[nodiscard]] inline std::vector<zip_entry> read_zip_directory(std::span<std::byte const> file,
                                                               std::string const& source) {
  auto const end = detail::read_zip_end(file, source);
  auto const directory = file.subspan(end.directory, end.bytes);
  std::vector<zip_entry> entries;
  entries.reserve(end.entries);
  std::size_t at = 0;
  for (std::size_t i = 0; i != end.entries; ++i) {
    entries.push_back(detail::read_zip_entry(directory, at, source));
    detail::find_zip_data(entries.back(), file, end.directory, source);
  }
  if (at != directory.size()) {
    detail::refuse_weights({source, ", zip directory"}, {"an end behind ", decimal(end.entries), " entries"},
                           {decimal(directory.size() - at), " bytes more"});
  }
  // Two orders by one kind of function: one sort to compile.
  using order = bool (*)(zip_entry const&, zip_entry const&);
  auto const sort_by = [&](order before) { std::sort(entries.begin(), entries.end(), before); };
  sort_by([](zip_entry const& a, zip_entry const& b) { return a.header < b.header; });
  std::size_t reached = 0;
  for (auto const& entry : entries) {
    if (entry.header < reached)
      detail::refuse_weights({entry.where(source)}, {"bytes of its own"}, {"those of another record"});
    reached = static_cast<std::size_t>(entry.data.data() - file.data()) + entry.bytes;
  }
  sort_by([](zip_entry const& a, zip_entry const& b) { return a.name < b.name; });
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].name != entries[i - 1].name) continue;
    detail::refuse_weights({entries[i].where(source)}, {"a name used once"}, {"it twice"});
  }
  return entries;
}

/// @throws weights_error for the first entry that is not stored as it is
inline void expect_stored(std::vector<zip_entry> const& entries, std::string const& source) {
  for (auto const& entry : entries) {
    if (entry.method != 0) {
      detail::refuse_weights({entry.where(source)}, {"a stored record, as torch.save writes it"}, {"a compressed one"});
    }
    if (entry.unpacked != entry.bytes) {
      detail::refuse_weights({entry.where(source)}, {"as many bytes stored as there are"},
                             {decimal(entry.bytes), " for ", decimal(entry.unpacked)});
    }
  }
}

/// @param entries by name
/// @return the entry of that name, or a null pointer
[[nodiscard]] inline zip_entry const* find_zip_entry(std::vector<zip_entry> const& entries, std::string_view name) {
  auto const found = std::ranges::lower_bound(entries, name, {}, &zip_entry::name);
  return found != entries.end() && found->name == name ? &*found : nullptr;
}

/// An entry's data, held against their checksum where there is one.
[[nodiscard]] inline std::string_view checked_zip_text(zip_entry const& entry, std::string const& source) {
  if (entry.crc != 0 && detail::zip_crc(entry.data) != entry.crc) {
    detail::refuse_weights({entry.where(source)}, {"data of the checksum that the archive has for them"}, {"others"});
  }
  return {reinterpret_cast<char const*>(entry.data.data()), entry.data.size()};
}

}  // namespace whence::detail
