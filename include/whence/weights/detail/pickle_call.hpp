// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>
#include <whence/weights/detail/pickle_context.hpp>
#include <whence/weights/detail/pickle_global.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_words.hpp>

namespace whence::detail {

/// @throws weights_error where a dictionary cannot have this key
inline void check_pickle_key(pickle_context const& context, pickle_index key) {
  if (context.heap.kind(key) == pickle_kind::list || detail::is_pickle_dictionary(context.heap, key)) {
    context.refuse({"a key that can be looked up"}, key);
  }
  if (context.heap.kind(key) == pickle_kind::text && context.heap.text(key).size() > longest_pickle_name) {
    context.refuse({"a key of at most ", decimal(longest_pickle_name), " bytes"}, {"a longer one"});
  }
}

/// The answer to a call of `OrderedDict`: of nothing, of a dictionary, or of pairs, as Python 2 wrote them.
[[nodiscard]] inline pickle_index make_dictionary(pickle_context& context, bool takes_pairs, pickle_index arguments) {
  pickle_heap& heap = context.heap;
  auto const made = heap.add_container(pickle_kind::ordered_dictionary);
  std::size_t const count = heap.at(arguments).count;
  if (count == 0) return made;
  pickle_index const from = heap.items(arguments)[0];
  bool const is_dictionary = detail::is_pickle_dictionary(heap, from);
  bool const is_list = heap.kind(from) == pickle_kind::list || heap.kind(from) == pickle_kind::tuple;
  if (count != 1 || (!is_dictionary && !(is_list && takes_pairs))) {
    context.refuse({"a dictionary made of nothing, a dictionary or pairs"}, from);
  }
  std::size_t const items = heap.at(from).count;
  context.spend(items);
  for (std::size_t i = 0; i != items; ++i) {
    pickle_index const item = heap.items(from)[i];
    if (is_dictionary) {
      heap.append(made, item);
      continue;
    }
    bool const is_pair = heap.kind(item) == pickle_kind::list || heap.kind(item) == pickle_kind::tuple;
    if (!is_pair || heap.at(item).count != 2) {
      context.refuse({"pairs of a key and a value"}, item);
    }
    detail::check_pickle_key(context, heap.items(item)[0]);
    heap.append(made, heap.items(item)[0]);
    heap.append(made, heap.items(item)[1]);
  }
  return made;
}

/// What a call of a global stands for, in values: REDUCE and NEWOBJ of a pickle. Nothing is called.
///
/// @param function a global
/// @param arguments a tuple
/// @param by_new whether the global must be a class, whose new object gets the arguments and is not made of them
/// @throws weights_error for a call that no file of weights holds
[[nodiscard]] inline pickle_index pickle_call(pickle_context& context, pickle_index function, pickle_index arguments,
                                              bool by_new) {
  pickle_heap& heap = context.heap;
  if (heap.kind(function) != pickle_kind::global) context.refuse({"a function to call"}, function);
  if (heap.kind(arguments) != pickle_kind::tuple) {
    context.refuse({"a tuple of arguments"}, arguments);
  }
  auto action = static_cast<pickle_action>(heap.at(function).first_item);
  std::size_t count = heap.at(arguments).count;
  auto const refuse_arguments = [&]() {
    context.refuse({"the arguments of ", detail::global_name(heap.text(function))}, arguments);
  };
  auto const expect_count = [&](std::size_t least, std::size_t most) {
    if (count < least || count > most) refuse_arguments();
  };
  if (action == pickle_action::rebuild_from_type && !by_new) {  // (function, class, its arguments, attributes)
    expect_count(4, 4);
    function = heap.items(arguments)[0];
    arguments = heap.items(arguments)[2];
    bool const is_call = heap.kind(function) == pickle_kind::global && heap.kind(arguments) == pickle_kind::tuple;
    if (!is_call) context.refuse({"a function and its arguments"}, function);
    action = static_cast<pickle_action>(heap.at(function).first_item);
    count = heap.at(arguments).count;
  }
  if (by_new && !detail::is_class(action)) context.refuse({"a class"}, function);
  if (by_new && (action == pickle_action::ordered_dictionary || action == pickle_action::counter)) {
    return heap.add_container(pickle_kind::ordered_dictionary);
  }
  switch (action) {
    case pickle_action::ordered_dictionary: return detail::make_dictionary(context, true, arguments);
    case pickle_action::counter: return detail::make_dictionary(context, false, arguments);
    case pickle_action::size: {
      if (count == 0) return heap.add_container(pickle_kind::tuple);
      pickle_index const extents = heap.items(arguments)[0];
      if (count != 1 || heap.kind(extents) != pickle_kind::tuple) refuse_arguments();
      return extents;
    }
    case pickle_action::parameter:
    case pickle_action::rebuild_parameter: {
      expect_count(1, 4);
      pickle_index const data = heap.items(arguments)[0];
      if (heap.kind(data) != pickle_kind::tensor && heap.kind(data) != pickle_kind::foreign_tensor) refuse_arguments();
      return data;
    }
    case pickle_action::rebuild_tensor:
      expect_count(4, 4);
      return heap.add_with_items_of(pickle_kind::tensor, arguments, 1);
    case pickle_action::rebuild_tensor_v2:
      expect_count(6, 7);
      return heap.add_with_items_of(pickle_kind::tensor, arguments, 2);
    case pickle_action::rebuild_tensor_v3:
      expect_count(7, 8);
      return heap.add_with_items_of(pickle_kind::tensor, arguments, 3);
    case pickle_action::rebuild_foreign_tensor: return heap.add_text(pickle_kind::foreign_tensor, heap.text(function));
    case pickle_action::make_opaque: return heap.add_text(pickle_kind::opaque, heap.text(function));
    case pickle_action::rebuild_from_type:
    case pickle_action::none: break;
  }
  context.refuse({"a function to call"}, function);
}

/// What BUILD makes of a value and its state: nothing, as no state of a class that may stand here is a weight.
///
/// @throws weights_error where the state would replace a tensor's numbers, or the value is none that has a state
inline void check_pickle_build(pickle_context const& context, pickle_index value, pickle_index state) {
  switch (context.heap.kind(value)) {
    case pickle_kind::ordered_dictionary:
      if (detail::is_pickle_dictionary(context.heap, state)) return;
      context.refuse({"a dictionary of attributes"}, state);
    case pickle_kind::tensor:  // a parameter of 2017: requires_grad, volatile, hooks
      if (context.heap.kind(state) == pickle_kind::tuple && context.heap.at(state).count == 3) return;
      context.refuse({"a parameter's three attributes"}, state);
    case pickle_kind::foreign_tensor:
    case pickle_kind::opaque: return;
    default: context.refuse({"a value that has attributes"}, value);
  }
}

}  // namespace whence::detail
