// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/element_count.hpp>
#include <whence/weights/detail/pickle_global.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_words.hpp>
#include <whence/weights/detail/torch_type.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// The bytes of one of a file's storages.
struct torch_record {
  std::span<std::byte const> bytes{};
  std::size_t element_bytes = 0;  ///< in the legacy stream, which counts elements
  bool is_there = true;
};
using torch_data = std::map<std::string, torch_record, std::less<>>;  ///< by key

/// What a storage's persistent id says.
struct torch_storage_id {
  torch_type const* type = nullptr;
  std::string key;
  std::uint64_t bytes = 0;
};

/// A size, place or stride: a number that is not negative.
[[nodiscard]] inline std::uint64_t torch_number(pickle_heap const& heap, pickle_index index, std::string const& where,
                                                std::string_view what) {
  auto const& value = heap.at(index);
  if (value.kind != pickle_kind::integer || value.integer < 0) {
    detail::refuse_pickled(heap, index, {where}, {what, " that is a number from 0 to 2^63 - 1"});
  }
  return static_cast<std::uint64_t>(value.integer);
}

/// Reads the persistent id of a storage: ('storage', type, key, device, elements), and in the legacy stream a view too.
///
/// @param where what errors call the tensor
/// @param parts 5, or 6 in the legacy stream
/// @throws weights_error where it says anything else
[[nodiscard]] inline torch_storage_id read_storage_id(pickle_heap const& heap, pickle_index storage, std::size_t parts,
                                                      std::string const& where) {
  if (heap.kind(storage) != pickle_kind::storage) {
    detail::refuse_pickled(heap, storage, {where}, {"a storage"});
  }
  auto const items = heap.items(storage);
  if (items.size() != parts) {
    detail::refuse_weights({where}, {"a storage's id of ", decimal(parts), " parts"}, {decimal(items.size())});
  }
  torch_storage_id id;
  if (heap.kind(items[1]) == pickle_kind::global) {
    auto const global = detail::allowed_global(detail::global_name(heap.text(items[1])));
    if (global) id.type = global->storage;
  }
  if (id.type == nullptr) {
    detail::refuse_pickled(heap, items[1], {where}, {"a type of storages, such as torch.FloatStorage"});
  }
  if (!detail::is_pickle_name(heap, items[2]) || heap.at(items[2]).count > longest_pickle_name) {
    detail::refuse_pickled(heap, items[2], {where}, {"a storage's key"});
  }
  id.key = detail::pickle_name(heap, items[2]);
  auto const count = detail::torch_number(heap, items[4], where, "a storage's size");
  auto const bytes = detail::checked_product<std::uint64_t>(count, id.type->bytes);
  if (!bytes) detail::refuse_weights({where}, {"a storage of less than 2^64 bytes"}, {decimal(count), " elements"});
  id.bytes = *bytes;
  return id;
}

/// Finds a storage's bytes, and holds their number against what its id says; of a view, its part of them.
///
/// @throws weights_error where they are missing, more or fewer
[[nodiscard]] inline std::span<std::byte const> find_storage(pickle_heap const& heap, pickle_index storage,
                                                             torch_storage_id const& id, torch_data const& data,
                                                             std::string const& where) {
  auto const found = data.find(id.key);
  if (found == data.end() || !found->second.is_there) {
    detail::refuse_weights({where}, {"a storage of key '", detail::printable(id.key, 40), "'"}, {"none in the file"});
  }
  auto const all = found->second.bytes;
  if (all.size() != id.bytes) {
    detail::refuse_weights({where}, {decimal(id.bytes), " bytes in storage '", detail::printable(id.key, 40), "'"},
                           {decimal(all.size())});
  }
  auto const items = heap.items(storage);
  if (items.size() != 6 || heap.kind(items[5]) == pickle_kind::none) return all;
  if (heap.kind(items[5]) != pickle_kind::tuple || heap.at(items[5]).count != 3) {
    detail::refuse_pickled(heap, items[5], {where}, {"a view of a storage: key, place and size"});
  }
  auto const begin = detail::torch_number(heap, heap.items(items[5])[1], where, "a view's place");
  auto const size = detail::torch_number(heap, heap.items(items[5])[2], where, "a view's size");
  auto const count = all.size() / id.type->bytes;
  if (begin > count || size > count - begin) {
    detail::refuse_weights({where}, {"a view within its storage of ", decimal(count), " elements"},
                           {decimal(size), " elements from ", decimal(begin)});
  }
  return all.subspan(static_cast<std::size_t>(begin) * id.type->bytes, static_cast<std::size_t>(size) * id.type->bytes);
}

}  // namespace whence::detail
