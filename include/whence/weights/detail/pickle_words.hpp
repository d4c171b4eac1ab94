// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <whence/core/detail/printable.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// "module.name" of a global's "module\nname".
[[nodiscard]] inline std::string global_name(std::string_view text) {
  std::string name(text);
  std::ranges::replace(name, '\n', '.');
  return name;
}

/// What makes a tensor foreign, for `weight_map::left_out()`.
///
/// @param text of the global that makes it
[[nodiscard]] inline std::string foreign_tensor_words(std::string_view text) {
  if (text.ends_with("_rebuild_qtensor")) return "a quantized tensor";
  if (text.ends_with("_rebuild_sparse_tensor")) return "a sparse tensor";
  if (text.ends_with("_rebuild_meta_tensor_no_storage")) return "a tensor without data, of the device meta";
  if (text.ends_with("_rebuild_wrapper_subclass")) return "a tensor of a class of its own";
  if (text.find("_rebuild_device_tensor") != std::string_view::npos) return "a tensor of another device";
  return detail::joined({"a ", detail::global_name(text)});
}

/// What a value is, for messages.
[[nodiscard]] inline std::string pickle_words(pickle_heap const& heap, pickle_index index) {
  std::string_view before;
  std::string_view after;
  std::uint64_t number = heap.at(index).count;
  switch (heap.kind(index)) {
    case pickle_kind::none: return "None";
    case pickle_kind::boolean: return "a boolean";
    case pickle_kind::large_integer: return "a number of more than 64 bits";
    case pickle_kind::real: return "a number with a fraction";
    case pickle_kind::storage: return "a storage";
    case pickle_kind::tensor: return "a tensor";
    case pickle_kind::text: return detail::joined({"the text '", detail::printable(heap.text(index), 40), "'"});
    case pickle_kind::global:
      return detail::joined({"the global ", detail::printable(detail::global_name(heap.text(index)))});
    case pickle_kind::foreign_tensor:
    case pickle_kind::opaque:
      return detail::joined({"what ", detail::printable(detail::global_name(heap.text(index))), " makes"});
    case pickle_kind::integer: {
      auto const signed_number = heap.at(index).integer;
      before = signed_number < 0 ? "the number -" : "the number ";
      number = static_cast<std::uint64_t>(signed_number);
      if (signed_number < 0) number = 0 - number;
      break;
    }
    case pickle_kind::tuple: before = "a tuple of "; break;
    case pickle_kind::list: before = "a list of "; break;
    case pickle_kind::dictionary:
    case pickle_kind::ordered_dictionary:
      before = "a dictionary of ";
      number /= 2;
      after = " entries";
      break;
  }
  return detail::joined({before, decimal(number), after});
}

/// @throws weights_error always, with what a value is
[[noreturn]] inline void refuse_pickled(pickle_heap const& heap, pickle_index got, text_parts where,
                                        text_parts expected) {
  detail::refuse_weights(where, expected, {detail::pickle_words(heap, got)});
}

/// Longer texts are no names: one may stand in many places, and be copied in each.
inline constexpr std::size_t longest_pickle_name = 4096;

/// A name in a dictionary: text as it is, a number in digits; nothing for other keys.
[[nodiscard]] inline bool is_pickle_name(pickle_heap const& heap, pickle_index index) {
  return heap.kind(index) == pickle_kind::text || heap.kind(index) == pickle_kind::integer;
}
[[nodiscard]] inline std::string pickle_name(pickle_heap const& heap, pickle_index index) {
  if (heap.kind(index) == pickle_kind::integer) return std::to_string(heap.at(index).integer);
  return std::string(heap.text(index));
}

[[nodiscard]] inline bool is_pickle_dictionary(pickle_heap const& heap, pickle_index index) {
  return heap.kind(index) == pickle_kind::dictionary || heap.kind(index) == pickle_kind::ordered_dictionary;
}

}  // namespace whence::detail
