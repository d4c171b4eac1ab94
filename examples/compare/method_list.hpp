// SPDX-License-Identifier: BSD-3-Clause
// The methods that are compared, chosen when the program is compiled.
#pragma once
#include <string>
#include <tuple>
#include <vector>

#include "compare/cams.hpp"
#include "compare/costly_cams.hpp"
#include "compare/pixel_methods.hpp"
#include "compare/setting.hpp"

namespace compare {

/// A std::tuple of `method_entry`, in the order in which they are shown. To compare others, write another.
template <class Tap>
auto method_list(setting<Tap> const& at) {
  return std::tuple_cat(cams(at), costly_cams(at), pixel_methods(at));
}

/// Calls the function with every entry of a list, one after the other.
template <class List, class Function>
void for_each_entry(List const& list, Function function) {
  std::apply([&](auto const&... entries) { (function(entries), ...); }, list);
}

template <class List>
std::vector<method_words> words_of_methods(List const& list) {
  std::vector<method_words> all;
  for_each_entry(list, [&](auto const& entry) { all.push_back(entry.words); });
  return all;
}

}  // namespace compare
