// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/weights/detail/pickle_machine.hpp>
#include <whence/weights/detail/prefixed_name.hpp>
#include <whence/weights/detail/torch_entry.hpp>
#include <whence/weights/detail/torch_values.hpp>
#include <whence/weights/detail/torch_view.hpp>
#include <whence/weights/detail/weights_refusal.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>

namespace whence::detail {

/// A number or text of a dictionary as text; nothing for values of other kinds.
[[nodiscard]] inline std::optional<std::string> plain_text(pickle_heap const& heap, pickle_index index) {
  auto const& value = heap.at(index);
  switch (value.kind) {
    case pickle_kind::text: return std::string(heap.text(index));
    case pickle_kind::boolean: return value.integer != 0 ? "true" : "false";
    case pickle_kind::integer: return std::to_string(value.integer);
    case pickle_kind::real: {
      std::array<char, 32> digits{};
      auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value.real);
      return std::string(digits.data(), end.ptr);
    }
    default: return std::nullopt;
  }
}

/// The weights of a state dict.
///
/// @param pickle what the file holds, with tensors whose numbers are elsewhere
/// @param parts of a storage's persistent id
/// @param data the storages' bytes
/// @param order theirs
/// @throws weights_error for the first tensor wanted that is not sound, by name
template <std::floating_point T>
[[nodiscard]] weight_map<T> weights_of_state_dict(pickle_reading const& pickle, std::size_t parts,
                                                  torch_data const& data, std::endian order, torch_file const& file,
                                                  weight_options const& options) {
  auto const& heap = pickle.values;
  auto const chosen = detail::find_torch_entry(heap, pickle.root, options.entry, file.source);
  auto const items = heap.items(chosen);
  weight_map<T> weights(file.source);
  torch_values<T> values(file, order);
  std::size_t text_left = file.bytes.size();  // one text may stand in many places
  std::optional<std::string> other;           // a name without the prefix
  for (std::size_t i = 0; i != items.size(); i += 2) {
    pickle_index const value = items[i + 1];
    if (!detail::is_any_tensor(heap, value)) {
      auto text = detail::plain_text(heap, value);
      if (text && detail::is_pickle_name(heap, items[i])) {
        if (text->size() > text_left) {
          detail::refuse_weights({file.source}, {"less text than the file has bytes"},
                                 {"more, by a text in many places"});
        }
        text_left -= text->size();
        weights.insert_metadata(detail::pickle_name(heap, items[i]), std::move(*text));
      }
      continue;
    }
    if (!detail::is_pickle_name(heap, items[i])) {
      detail::refuse_pickled(heap, items[i], {file.source}, {"tensors named by text"});
    }
    auto name = detail::pickle_name(heap, items[i]);
    if (!name.starts_with(options.prefix)) {
      other = std::move(name);
      continue;
    }
    std::string const where = detail::joined({file.source, ", tensor '", detail::printable(name), "'"});
    name.erase(0, options.prefix.size());
    if (heap.kind(value) == pickle_kind::foreign_tensor) {
      weights.insert_left_out(std::move(name), detail::foreign_tensor_words(heap.text(value)));
      continue;
    }
    auto const view = detail::read_torch_view(heap, value, parts, data, options.limits, where);
    if (!view.type->element || view.is_negated) {
      weights.insert_left_out(std::move(name), view.type->element ? "a negated view" : std::string(view.type->dtype));
      continue;
    }
    auto numbers = values.of(view, where);
    weights.insert(std::move(name),
                   {std::vector<std::size_t>(view.shape.begin(), view.shape.end()), std::move(numbers)});
  }
  auto const inner = detail::dictionaries_of_tensors(heap, chosen);
  if (weights.size() == 0 && weights.left_out().empty()) {
    if (other) detail::refuse_prefix(options.prefix, *other, file.source);
    if (!inner.empty()) {
      detail::refuse_weights({file.source}, {"tensors, or a weight_options::entry that leads to them"},
                             {"a checkpoint of the dictionaries ", inner});
    }
  } else if (!inner.empty()) {
    weights.advise(detail::joined({"weight_options::entry leads to the dictionaries ", inner}));
  }
  return weights;
}

}  // namespace whence::detail
