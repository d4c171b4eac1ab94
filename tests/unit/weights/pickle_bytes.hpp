// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

/// Pickles put together by hand, from the opcodes' own table (Python's pickletools).
namespace whence_test {

/// A number in so many bytes, lowest first.
inline std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i != bytes; ++i) text += i < 8 ? static_cast<char>(value >> (8 * i) & 0xff) : '\0';
  return text;
}

/// Text with NULs in it.
template <std::size_t N>
std::string raw(char const (&text)[N]) {
  return {text, N - 1};
}

inline std::string pickled(std::string const& value) {
  return "\x80\x02" + value + ".";
}
inline std::string integer(std::uint32_t value) {
  return "J" + little(value, 4);
}
inline std::string text(std::string const& value) {
  return "X" + little(value.size(), 4) + value;
}
inline std::string old_text(std::string const& value) {
  return "U" + little(value.size(), 1) + value;
}
inline std::string global(std::string const& module, std::string const& name) {
  return "c" + module + "\n" + name + "\n";
}

inline std::string tuple(std::vector<std::string> const& items) {
  std::string all = "(";
  for (auto const& item : items) all += item;
  return all + "t";
}
inline std::string numbers(std::vector<std::uint32_t> const& values) {
  std::string all = "(";
  for (auto const value : values) all += integer(value);
  return all + "t";
}
inline std::string list(std::vector<std::string> const& items) {
  std::string all = "](";
  for (auto const& item : items) all += item;
  return all + "e";
}

using entries = std::vector<std::pair<std::string, std::string>>;
inline std::string dictionary(entries const& items, std::string const& empty = "}") {
  std::string all = empty + "(";
  for (auto const& [key, value] : items) all += text(key) + value;
  return all + "u";
}
inline std::string called(std::string const& function, std::vector<std::string> const& arguments) {
  return function + tuple(arguments) + "R";
}
inline std::string const ordered_class = global("collections", "OrderedDict");
inline std::string const empty_ordered = ordered_class + ")R";

inline std::string storage(std::string const& type, std::string const& key, std::uint32_t count) {
  return tuple({text("storage"), type, text(key), text("cpu"), integer(count)}) + "Q";
}
inline std::string float_storage(std::string const& key, std::uint32_t count) {
  return storage(global("torch", "FloatStorage"), key, count);
}
inline std::string tensor(std::string const& from, std::uint32_t first, std::vector<std::uint32_t> const& shape,
                          std::vector<std::uint32_t> const& strides) {
  return called(global("torch._utils", "_rebuild_tensor_v2"),
                {from, integer(first), numbers(shape), numbers(strides), "\x89", empty_ordered});
}

/// A file before 1.6.
///
/// @param storages key, count and elements of each
inline std::string legacy_head() {
  return raw("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.") + pickled("M\xe9\x03") +
         pickled(dictionary({{"protocol_version", "M\xe9\x03"}, {"little_endian", "\x88"}}));
}
inline std::string legacy_storage(std::string const& type, std::string const& key, std::uint32_t count,
                                  std::string const& view = "N") {
  return tuple({text("storage"), type, text(key), text("cpu"), integer(count), view}) + "Q";
}

inline std::string float_bytes(std::vector<float> const& values) {
  return {reinterpret_cast<char const*>(values.data()), values.size() * sizeof(float)};
}

inline std::vector<std::byte> bytes_of_text(std::string const& text) {
  auto const bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

}  // namespace whence_test
