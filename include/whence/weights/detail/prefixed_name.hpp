// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <whence/weights/detail/printable.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::detail {

/// @throws weights_error for a prefix that no name begins with
/// @param example one of the names
[[noreturn]] inline void refuse_prefix(std::string_view prefix, std::string_view example, std::string const& source) {
  throw weights_error(source,
                      "tensors whose names begin with '" + detail::printable(prefix) + "' (weight_options::prefix)",
                      "none, but for instance '" + detail::printable(example) + "'");
}

/// The tensors whose names begin with a prefix, without it.
///
/// @throws weights_error where there are tensors, and none has the prefix
template <class T>
[[nodiscard]] weight_map<T> without_prefix(weight_map<T> weights, std::string_view prefix) {
  if (prefix.empty() || (weights.names().empty() && weights.left_out().empty())) return weights;
  weight_map<T> chosen(weights.source());
  bool is_found = false;
  for (auto const& name : weights.names()) {
    if (!name.starts_with(prefix)) continue;
    chosen.insert(name.substr(prefix.size()), weights.at(name));
    is_found = true;
  }
  for (auto const& [name, words] : weights.left_out()) {
    if (!name.starts_with(prefix)) continue;
    chosen.insert_left_out(name.substr(prefix.size()), words);
    is_found = true;
  }
  if (!is_found) {
    detail::refuse_prefix(prefix, weights.names().empty() ? weights.left_out().begin()->first : weights.names()[0],
                          weights.source());
  }
  for (auto const& [key, value] : weights.metadata()) chosen.insert_metadata(key, value);
  return chosen;
}

}  // namespace whence::detail
