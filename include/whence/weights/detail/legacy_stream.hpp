// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/pickle_machine.hpp>
#include <whence/weights/detail/torch_state_dict.hpp>
#include <whence/weights/detail/torch_storage.hpp>
#include <whence/weights/detail/torch_values.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>

namespace whence::detail {

/// The number that begins a file by torch.save before 1.6, 0x1950a86a20f9469cfc6c, as its pickle has it.
inline constexpr std::string_view legacy_magic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";

/// The storages that a pickle names. The size of an element is that of the first mention, as in PyTorch.
[[nodiscard]] inline torch_data named_legacy_storages(pickle_heap const& heap, std::string const& source) {
  torch_data data;
  for (pickle_index i = 0; i != heap.size(); ++i) {
    if (heap.kind(i) != pickle_kind::storage) continue;
    auto const id = detail::read_storage_id(heap, i, 6, source + ", a storage");
    auto& record = data[id.key];
    if (record.element_bytes == 0) record = {{}, id.type->bytes, false};
  }
  return data;
}

/// Finds the storages behind the pickles: for each key a count of elements, in 64 bits, and the elements.
///
/// @param keys a pickle of a list
/// @param data the storages that there should be
/// @throws weights_error where a storage is cut short, unknown or there twice
inline void find_legacy_storages(torch_file const& file, pickle_reading const& keys, torch_data& data) {
  auto const& heap = keys.values;
  if (heap.kind(keys.root) != pickle_kind::list) {
    detail::refuse_pickled(heap, keys.root, {file.source, ", list of storages"}, {"a list of keys"});
  }
  auto rest = file.bytes.subspan(keys.end);
  for (pickle_index const item : heap.items(keys.root)) {
    if (!detail::is_pickle_name(heap, item)) {
      detail::refuse_pickled(heap, item, {file.source, ", list of storages"}, {"a key"});
    }
    auto const key = detail::pickle_name(heap, item);
    auto const refuse = [&](text_parts expected, text_parts got) {
      detail::refuse_weights({file.source, ", storage '", detail::printable(key, 40), "'"}, expected, got);
    };
    auto const named = data.find(key);
    if (named == data.end()) return refuse({"a storage that the pickle names"}, {"one that it does not"});
    auto& record = named->second;
    if (record.is_there) refuse({"a key used once"}, {"it twice"});
    if (rest.size() < 8) refuse({"a count of elements in 8 bytes"}, {"the end of the file"});
    auto const count = detail::load_little_endian<std::uint64_t>(rest.data());
    rest = rest.subspan(8);
    if (count > rest.size() / record.element_bytes) {
      refuse({decimal(count), " elements of ", decimal(record.element_bytes), " bytes"},
             {"a rest of ", decimal(rest.size()), " bytes"});
    }
    record.bytes = rest.first(static_cast<std::size_t>(count) * record.element_bytes);
    record.is_there = true;
    rest = rest.subspan(record.bytes.size());
  }
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
    detail::refuse_weights({file.source}, {"the number that begins a file by torch.save"},
                           {"a pickle of ", detail::pickle_words(magic.values, magic.root)});
  }
  auto const protocol = next(magic.end);
  if (protocol.values.kind(protocol.root) != pickle_kind::integer ||
      protocol.values.at(protocol.root).integer != 1001) {
    detail::refuse_pickled(protocol.values, protocol.root, {file.source, ", protocol"}, {"the number 1001"});
  }
  auto const system = next(protocol.end);
  if (!detail::is_pickle_dictionary(system.values, system.root)) {
    detail::refuse_pickled(system.values, system.root, {file.source, ", system"},
                           {"a dictionary about the machine that wrote the file"});
  }
  auto const object = next(system.end);
  auto const keys = next(object.end);
  auto data = detail::named_legacy_storages(object.values, file.source);
  detail::find_legacy_storages(file, keys, data);
  return detail::weights_of_state_dict<T>(object, 6, data, std::endian::little, file, options);
}

}  // namespace whence::detail
