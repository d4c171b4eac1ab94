// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/pickle_machine.hpp>
#include <whence/weights/detail/torch_state_dict.hpp>
#include <whence/weights/detail/torch_storage.hpp>
#include <whence/weights/detail/torch_values.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>

namespace whence::detail {

/// The number that begins a file by torch.save before 1.6, 0x1950a86a20f9469cfc6c, as its pickle has it.
inline constexpr std::string_view legacy_magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

/// The size of one element of each storage that a pickle names, by key: that of its first mention, as in PyTorch.
[[nodiscard]] inline std::map<std::string, std::size_t, std::less<>> legacy_element_sizes(pickle_heap const& heap,
                                                                                          std::string const& source) {
  std::map<std::string, std::size_t, std::less<>> sizes;
  for (pickle_index i = 0; i != heap.size(); ++i) {
    if (heap.kind(i) != pickle_kind::storage) continue;
    auto id = detail::read_storage_id(heap, i, 6, source + ", a storage");
    sizes.try_emplace(std::move(id.key), id.type->bytes);
  }
  return sizes;
}

/// Finds the storages behind the pickles: for each key a count of elements, in 64 bits, and the elements.
///
/// @param keys a pickle of a list
/// @throws weights_error where a storage is cut short, unknown or there twice
[[nodiscard]] inline torch_data read_legacy_storages(torch_file const& file, pickle_reading const& keys,
                                                     std::map<std::string, std::size_t, std::less<>> const& sizes) {
  auto const& heap = keys.values;
  if (heap.kind(keys.root) != pickle_kind::list) {
    throw weights_error(file.source + ", list of storages", "a list of keys", detail::pickle_words(heap, keys.root));
  }
  torch_data data;
  std::size_t at = keys.end;
  for (pickle_index const item : heap.items(keys.root)) {
    if (!detail::is_pickle_name(heap, item)) {
      throw weights_error(file.source + ", list of storages", "a key", detail::pickle_words(heap, item));
    }
    auto const key = detail::pickle_name(heap, item);
    std::string const where = file.source + ", storage '" + detail::printable(key, 40) + "'";
    auto const size = sizes.find(key);
    if (size == sizes.end()) throw weights_error(where, "a storage that the pickle names", "one that it does not");
    auto const rest = file.bytes.subspan(at);
    if (rest.size() < 8) throw weights_error(where, "a count of elements in 8 bytes", "the end of the file");
    auto const count = detail::load_little_endian<std::uint64_t>(rest.data());
    if (count > (rest.size() - 8) / size->second) {
      throw weights_error(where, std::to_string(count) + " elements of " + std::to_string(size->second) + " bytes",
                          "a rest of " + std::to_string(rest.size() - 8) + " bytes");
    }
    auto const bytes = static_cast<std::size_t>(count) * size->second;
    if (!data.emplace(key, rest.subspan(8, bytes)).second) throw weights_error(where, "a key used once", "it twice");
    at += 8 + bytes;
  }
  return data;
}

/// The weights of a file by torch.save before 1.6: five pickles, one behind the other, and the storages' elements. They
/// are little-endian in the files of every machine.
///
/// @source https://github.com/pytorch/pytorch, torch/serialization.py, `_legacy_load`, and torch/csrc/serialization.cpp
template <std::floating_point T>
[[nodiscard]] weight_map<T> weights_of_legacy_stream(torch_file const& file, weight_options const& options) {
  std::size_t steps = 0;  // of all five pickles
  auto const next = [&](std::size_t begin) {
    auto read = detail::read_pickle(file.bytes, begin, file.source + ",", options.limits, steps);
    steps = read.steps;
    return read;
  };
  auto const magic = next(0);
  bool const is_magic =
      magic.values.kind(magic.root) == pickle_kind::large_integer && magic.values.text(magic.root) == legacy_magic;
  if (!is_magic) {
    throw weights_error(file.source, "the number that begins a file by torch.save",
                        "a pickle of " + detail::pickle_words(magic.values, magic.root));
  }
  auto const protocol = next(magic.end);
  if (protocol.values.kind(protocol.root) != pickle_kind::integer ||
      protocol.values.at(protocol.root).integer != 1001) {
    throw weights_error(file.source + ", protocol", "the number 1001",
                        detail::pickle_words(protocol.values, protocol.root));
  }
  auto const system = next(protocol.end);
  if (!detail::is_pickle_dictionary(system.values, system.root)) {
    throw weights_error(file.source + ", system", "a dictionary about the machine that wrote the file",
                        detail::pickle_words(system.values, system.root));
  }
  auto const object = next(system.end);
  auto const keys = next(object.end);
  auto const data = detail::read_legacy_storages(file, keys, detail::legacy_element_sizes(object.values, file.source));
  return detail::weights_of_state_dict<T>(object, 6, data, std::endian::little, file, options);
}

}  // namespace whence::detail
