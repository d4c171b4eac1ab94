// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <whence/core/detail/is_utf8.hpp>
#include <whence/weights/detail/pickle_call.hpp>
#include <whence/weights/detail/pickle_context.hpp>
#include <whence/weights/detail/pickle_global.hpp>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_input.hpp>
#include <whence/weights/detail/pickle_stack.hpp>
#include <whence/weights/weight_limits.hpp>

namespace whence::detail {

/// What a pickle stands for. Its texts lie in the bytes that it was read from.
struct pickle_reading {
  pickle_heap values;
  pickle_index root = 0;
  std::size_t end = 0;    ///< where the bytes go on
  std::size_t steps = 0;  ///< that it took, and those before it
};

/// Reads the pickles of PyTorch's state dicts as data: a fixed set of opcodes, a fixed list of names, no execution.
///
/// @source https://github.com/python/cpython, Lib/pickletools.py, for the opcodes;
///         https://github.com/pytorch/pytorch, torch/_weights_only_unpickler.py, for those that are let in
class pickle_machine {
 public:
  pickle_machine(std::span<std::byte const> bytes, std::size_t begin, std::string place, weight_limits const& limits,
                 std::size_t steps_before)
      : input_(bytes, begin, limits.pickle_bytes, context_), stack_(context_), most_tensors_(limits.tensors) {
    context_.place = std::move(place);
    context_.most_steps = limits.pickle_opcodes;
    context_.steps = steps_before;
    none_ = context_.heap.add({});
    no_ = context_.heap.add_integer(pickle_kind::boolean, 0);
    yes_ = context_.heap.add_integer(pickle_kind::boolean, 1);
    empty_ = context_.heap.add_container(pickle_kind::tuple);
  }
  pickle_machine(pickle_machine const&) = delete;
  pickle_machine& operator=(pickle_machine const&) = delete;
  ~pickle_machine() = default;

  [[nodiscard]] pickle_reading read() {
    while (true) {
      context_.byte = input_.next();
      context_.spend(1);
      auto const opcode = input_.number<std::uint8_t>();
      if (opcode == '.') {  // STOP
        pickle_index const root = stack_.pop();
        return {std::move(context_.heap), root, input_.next(), context_.steps};
      }
      step(opcode);
    }
  }

 private:
  void step(std::uint8_t opcode) {
    pickle_heap& heap = context_.heap;
    switch (opcode) {
      case 0x80: (void)input_.number<std::uint8_t>(); return;                                    // PROTO
      case 'N': return stack_.push(none_);                                                       // NONE
      case 0x88: return stack_.push(yes_);                                                       // NEWTRUE
      case 0x89: return stack_.push(no_);                                                        // NEWFALSE
      case ')': return stack_.push(empty_);                                                      // EMPTY_TUPLE
      case 'J': return push_integer(static_cast<std::int32_t>(input_.number<std::uint32_t>()));  // BININT
      case 'K': return push_integer(input_.number<std::uint8_t>());                              // BININT1
      case 'M': return push_integer(input_.number<std::uint16_t>());                             // BININT2
      case 0x8a: return push_long(input_.number<std::uint8_t>());                                // LONG1
      case 'G': return push_real();                                                              // BINFLOAT
      case 'U': return push_text(input_.number<std::uint8_t>());                                 // SHORT_BINSTRING
      case 'T':                                                                                  // BINSTRING
      case 'X': return push_text(input_.number<std::uint32_t>());                                // BINUNICODE
      case ']': return stack_.push(heap.add_container(pickle_kind::list));                       // EMPTY_LIST
      case '}': return stack_.push(heap.add_container(pickle_kind::dictionary));                 // EMPTY_DICT
      case 0x8f: return stack_.push(heap.add_text(pickle_kind::opaque, "builtins\nset"));        // EMPTY_SET
      case '(': return stack_.mark();                                                            // MARK
      case 't': return push_tuple(stack_.pop_mark());                                            // TUPLE
      case 0x85: return push_tuple(stack_.from_top(1));                                          // TUPLE1
      case 0x86: return push_tuple(stack_.from_top(2));                                          // TUPLE2
      case 0x87: return push_tuple(stack_.from_top(3));                                          // TUPLE3
      case 'a': return append_behind(stack_.from_top(1));                                        // APPEND
      case 'e': return append_behind(stack_.pop_mark());                                         // APPENDS
      case 's': return set_behind(stack_.from_top(2));                                           // SETITEM
      case 'u': return set_behind(stack_.pop_mark());                                            // SETITEMS
      case 'q': return stack_.put(input_.number<std::uint8_t>());                                // BINPUT
      case 'r': return stack_.put(input_.number<std::uint32_t>());                               // LONG_BINPUT
      case 'h': return stack_.get(input_.number<std::uint8_t>());                                // BINGET
      case 'j': return stack_.get(input_.number<std::uint32_t>());                               // LONG_BINGET
      case 'c': return push_global();                                                            // GLOBAL
      case 'Q': return push_storage();                                                           // BINPERSID
      case 'R': return push_made(false);                                                         // REDUCE
      case 0x81: return push_made(true);                                                         // NEWOBJ
      case 'b': {                                                                                // BUILD
        pickle_index const state = stack_.pop();
        return detail::check_pickle_build(context_, stack_.top(), state);
      }
      default: refuse_opcode(opcode);
    }
  }

  [[noreturn]] void refuse_opcode(std::uint8_t opcode) const {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string got = "opcode 0x";
    got += digits[opcode >> 4];
    got += digits[opcode & 15];
    if (opcode >= 0x8c && opcode <= 0x98) got += ", of a later protocol";
    context_.refuse({"an opcode of a state dict, as torch.save writes it with its own pickle_protocol, 2"}, {got});
  }

  void push_integer(std::int64_t integer) { stack_.push(context_.heap.add_integer(pickle_kind::integer, integer)); }

  void push_long(std::size_t length) {
    if (length > 16) context_.refuse({"a number of at most 16 bytes"}, {decimal(length)});
    auto const raw = input_.text(length);
    if (length > 8) return stack_.push(context_.heap.add_text(pickle_kind::large_integer, raw));
    bool const is_negative = !raw.empty() && (raw.back() & 0x80) != 0;
    std::uint64_t value = is_negative ? ~std::uint64_t{0} : 0;
    for (std::size_t i = length; i-- != 0;) value = value << 8 | static_cast<unsigned char>(raw[i]);
    push_integer(static_cast<std::int64_t>(value));
  }

  void push_real() {
    pickle_value value;
    value.kind = pickle_kind::real;
    value.real = std::bit_cast<double>(input_.number<std::uint64_t>(std::endian::big));
    stack_.push(context_.heap.add(value));
  }

  void push_text(std::size_t length) {
    auto const text = input_.text(length);
    if (!detail::is_utf8(text)) context_.refuse({"text in UTF-8"}, {"'", detail::printable(text, 40), "'"});
    stack_.push(context_.heap.add_text(pickle_kind::text, text));
  }

  void push_tuple(std::size_t from) {
    auto const made = context_.heap.add_container(pickle_kind::tuple, stack_.behind(from));
    stack_.cut(from);
    stack_.push(made);
  }

  void append_behind(std::size_t from) {
    pickle_index const list = stack_.under(from);
    if (context_.heap.kind(list) != pickle_kind::list) context_.refuse({"a list to append to"}, list);
    for (pickle_index const item : stack_.behind(from)) context_.heap.append(list, item);
    stack_.cut(from);
  }

  void set_behind(std::size_t from) {
    pickle_index const dictionary = stack_.under(from);
    if (!detail::is_pickle_dictionary(context_.heap, dictionary)) {
      context_.refuse({"a dictionary to set items of"}, dictionary);
    }
    auto const items = stack_.behind(from);
    if (items.size() % 2 != 0) context_.refuse({"keys and values in turn"}, {"a key without a value"});
    for (std::size_t i = 0; i != items.size(); ++i) {
      if (i % 2 == 0) detail::check_pickle_key(context_, items[i]);
      context_.heap.append(dictionary, items[i]);
    }
    stack_.cut(from);
  }

  void push_global() {
    auto const text = input_.two_lines();
    auto const name = detail::global_name(text);
    auto const global = detail::allowed_global(name);
    if (!global) {
      context_.refuse({"only what a state dict holds: in Python, torch.save(model.state_dict(), ...)"},
                      {"the global ", detail::printable(name), ", which is never loaded"});
    }
    stack_.push(context_.heap.add_global(text, static_cast<std::uint32_t>(global->action)));
  }

  void push_storage() {
    pickle_heap& heap = context_.heap;
    pickle_index const id = stack_.pop();
    bool const is_named = heap.kind(id) == pickle_kind::tuple && heap.at(id).count != 0 &&
                          heap.kind(heap.items(id)[0]) == pickle_kind::text;
    if (!is_named || heap.text(heap.items(id)[0]) != "storage") {
      context_.refuse({"a storage's persistent id"}, is_named ? heap.items(id)[0] : id);
    }
    stack_.push(heap.add_with_items_of(pickle_kind::storage, id));
  }

  void push_made(bool by_new) {
    pickle_index const arguments = stack_.pop();
    pickle_index const function = stack_.pop();
    pickle_index const made = detail::pickle_call(context_, function, arguments, by_new);
    auto const kind = context_.heap.kind(made);
    if ((kind == pickle_kind::tensor || kind == pickle_kind::foreign_tensor) && ++tensors_ > most_tensors_) {
      context_.refuse({"at most ", decimal(most_tensors_), " tensors (weight_limits::tensors)"}, {"more"});
    }
    stack_.push(made);
  }

  pickle_context context_;
  pickle_input input_;
  pickle_stack stack_;
  std::size_t most_tensors_;
  std::size_t tensors_ = 0;
  pickle_index none_, no_, yes_, empty_;
};

/// Reads one pickle.
///
/// @param bytes of the file or record; those behind the pickle do not matter
/// @param begin where it begins in them
/// @param place what errors call them
/// @param steps_before those of other pickles of the file, which count towards the same limit
/// @throws weights_error for what no state dict holds, with the byte
[[nodiscard]] inline pickle_reading read_pickle(std::span<std::byte const> bytes, std::size_t begin, std::string place,
                                                weight_limits const& limits, std::size_t steps_before = 0) {
  return pickle_machine(bytes, begin, std::move(place), limits, steps_before).read();
}

}  // namespace whence::detail
