// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>
#include <whence/core/nearest_names.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_words.hpp>
#include <whence/weights/detail/printable.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

[[nodiscard]] inline bool is_any_tensor(pickle_heap const& heap, pickle_index index) {
  return heap.kind(index) == pickle_kind::tensor || heap.kind(index) == pickle_kind::foreign_tensor;
}

/// The names of a dictionary's entries that are dictionaries of tensors, some of them at least.
[[nodiscard]] inline std::vector<std::string> dictionaries_of_tensors(pickle_heap const& heap,
                                                                      pickle_index dictionary) {
  std::vector<std::string> names;
  auto const items = heap.items(dictionary);
  std::size_t looks = 1'000'000;  // one long dictionary may stand in many places
  for (std::size_t i = 0; i + 1 < items.size() && names.size() != 8; i += 2) {
    if (!detail::is_pickle_name(heap, items[i]) || !detail::is_pickle_dictionary(heap, items[i + 1])) continue;
    auto const inner = heap.items(items[i + 1]);
    std::string const name = detail::printable(detail::pickle_name(heap, items[i]), 40);
    for (std::size_t j = 1; j < inner.size() && looks != 0; j += 2, --looks) {
      if (!detail::is_any_tensor(heap, inner[j])) continue;
      names.push_back(name);
      break;
    }
  }
  return names;
}

/// The same in one phrase: "'state_dict' and 'ema'".
[[nodiscard]] inline std::string quoted_names(std::vector<std::string> const& names) {
  std::string text;
  for (std::size_t i = 0; i != names.size(); ++i) {
    if (i != 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

/// The dictionary that `weight_options::entry` names.
///
/// @param entry names separated by slashes; empty for the root
/// @throws weights_error where there is none; the message holds those that there are
[[nodiscard]] inline pickle_index find_torch_entry(pickle_heap const& heap, pickle_index root, std::string_view entry,
                                                   std::string const& source) {
  auto const expect_dictionary = [&](pickle_index index, std::string const& where) {
    if (detail::is_pickle_dictionary(heap, index)) return;
    throw weights_error(where, "a dictionary of tensors, as of torch.save(model.state_dict(), ...)",
                        detail::pickle_words(heap, index));
  };
  expect_dictionary(root, source);
  pickle_index chosen = root;
  for (std::string_view rest = entry; !rest.empty();) {
    auto const items = heap.items(chosen);
    auto const find = [&](std::string_view name) {
      for (std::size_t i = items.size(); i != 0; i -= 2) {  // of an entry that is there twice the last, as in Python
        if (detail::is_pickle_name(heap, items[i - 2]) && detail::pickle_name(heap, items[i - 2]) == name) return i - 2;
      }
      return items.size();
    };
    std::string_view name = rest;  // a name may hold slashes of its own
    std::size_t found = find(name);
    if (found == items.size() && rest.find('/') != rest.npos) {
      name = rest.substr(0, rest.find('/'));
      found = find(name);
    }
    if (found == items.size()) {
      auto const others = detail::dictionaries_of_tensors(heap, chosen);
      throw weights_error(
          source, "an entry '" + detail::printable(name) + "' (weight_options::entry)",
          others.empty() ? "a file without such a dictionary" : "entries " + detail::quoted_names(others));
    }
    chosen = items[found + 1];
    expect_dictionary(chosen, source + ", entry '" + detail::printable(name) + "'");
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  return chosen;
}

}  // namespace whence::detail
