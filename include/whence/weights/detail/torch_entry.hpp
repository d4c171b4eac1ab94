// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_words.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

[[nodiscard]] inline bool is_any_tensor(pickle_heap const& heap, pickle_index index) {
  return heap.kind(index) == pickle_kind::tensor || heap.kind(index) == pickle_kind::foreign_tensor;
}

/// The names of a dictionary's entries that are dictionaries of tensors, some of them at least: "'model', 'ema'".
[[nodiscard]] inline std::string dictionaries_of_tensors(pickle_heap const& heap, pickle_index dictionary) {
  std::string names;
  auto const items = heap.items(dictionary);
  std::size_t looks = 1'000'000;  // one long dictionary may stand in many places
  for (std::size_t i = 0; i != items.size() && names.size() < 200; i += 2) {
    if (heap.kind(items[i]) != pickle_kind::text || !detail::is_pickle_dictionary(heap, items[i + 1])) continue;
    auto const inner = heap.items(items[i + 1]);
    std::size_t tensor = 1;
    for (; tensor < inner.size() && looks != 0; tensor += 2, --looks) {
      if (detail::is_any_tensor(heap, inner[tensor])) break;
    }
    if (tensor >= inner.size() || looks == 0) continue;
    names += detail::joined({names.empty() ? "'" : ", '", detail::printable(heap.text(items[i]), 40), "'"});
  }
  return names;
}

/// A dictionary's entry of that name, or nothing; of one that is there twice the last, as in Python.
[[nodiscard]] inline std::optional<pickle_index> find_pickle_entry(pickle_heap const& heap, pickle_index dictionary,
                                                                   std::string_view name) {
  auto const items = heap.items(dictionary);
  for (std::size_t i = items.size(); i != 0; i -= 2) {
    if (detail::is_pickle_name(heap, items[i - 2]) && detail::pickle_name(heap, items[i - 2]) == name) {
      return items[i - 1];
    }
  }
  return std::nullopt;
}

/// The dictionary that `weight_options::entry` names.
///
/// @param entry names separated by slashes; empty for the root
/// @throws weights_error where there is none; the message holds those that there are
[[nodiscard]] inline pickle_index find_torch_entry(pickle_heap const& heap, pickle_index root, std::string_view entry,
                                                   std::string const& source) {
  pickle_index chosen = root;
  std::string_view name;
  while (true) {
    if (!detail::is_pickle_dictionary(heap, chosen)) {
      detail::refuse_pickled(heap, chosen, {source, name.empty() ? "" : ", entry '", name, name.empty() ? "" : "'"},
                             {"a dictionary of tensors, as of torch.save(model.state_dict(), ...)"});
    }
    if (entry.empty()) return chosen;
    name = entry;  // a name may hold slashes of its own
    auto found = detail::find_pickle_entry(heap, chosen, name);
    if (!found) {
      name = entry.substr(0, entry.find('/'));
      found = detail::find_pickle_entry(heap, chosen, name);
    }
    if (!found) {
      auto const others = detail::dictionaries_of_tensors(heap, chosen);
      detail::refuse_weights({source}, {"an entry '", name, "' (weight_options::entry)"},
                             {others.empty() ? "a file without such a dictionary" : "entries ", others});
    }
    chosen = *found;
    entry.remove_prefix(std::min(entry.size(), name.size() + 1));
  }
}

}  // namespace whence::detail
