// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

namespace whence::detail {

enum class pickle_kind : std::uint8_t {
  none,
  boolean,
  integer,
  large_integer,  ///< one that 64 bits do not hold: `text` is its bytes
  real,
  text,
  tuple,
  list,
  dictionary,          ///< items are keys and values in turn
  ordered_dictionary,  ///< the same, of a class that BUILD may add to
  global,              ///< a name that stands for a function or type; `text` is "module\nname"
  storage,             ///< items are those of its persistent id
  tensor,              ///< items are the arguments of its rebuilding function, `integer` that function's version
  foreign_tensor,      ///< one without rows of numbers; `text` is the global that makes it
  opaque               ///< anything else that is allowed; `text` is the global that makes it
};

using pickle_index = std::uint32_t;

/// What a pickle pushed. Small, as a hostile pickle makes one of every byte.
struct pickle_value {
  pickle_kind kind = pickle_kind::none;
  std::uint32_t first_item = 0;
  std::uint32_t count = 0;  ///< of items, or the bytes of a text
  std::uint32_t capacity = 0;
  union {
    std::int64_t integer = 0;
    double real;
    char const* characters;
  };
};
static_assert(sizeof(pickle_value) == 24);

/// All values of a pickle. They refer to each other by number, so that one that holds itself costs nothing: nothing
/// here is ever walked to its end, and nothing is freed before all is.
class pickle_heap {
 public:
  pickle_index add(pickle_value const& value) {
    values_.push_back(value);
    return static_cast<pickle_index>(values_.size() - 1);
  }

  pickle_index add_integer(pickle_kind kind, std::int64_t integer) {
    pickle_value value;
    value.kind = kind;
    value.integer = integer;
    return add(value);
  }

  /// @param text bytes that outlive the heap
  pickle_index add_text(pickle_kind kind, std::string_view text) {
    pickle_value value;
    value.kind = kind;
    value.characters = text.data();
    value.count = static_cast<std::uint32_t>(text.size());
    return add(value);
  }

  /// @param text "module\nname"
  /// @param action what the global does, in the reader's own count
  pickle_index add_global(std::string_view text, std::uint32_t action) {
    pickle_index const made = add_text(pickle_kind::global, text);
    values_.back().first_item = action;
    return made;
  }

  pickle_index add_container(pickle_kind kind, std::span<pickle_index const> items = {}) {
    pickle_value value;
    value.kind = kind;
    value.first_item = static_cast<std::uint32_t>(items_.size());
    value.count = value.capacity = static_cast<std::uint32_t>(items.size());
    items_.resize(items_.size() + items.size());
    std::copy(items.begin(), items.end(), items_.end() - static_cast<std::ptrdiff_t>(items.size()));
    return add(value);
  }

  /// A value of the items of a tuple, which never change.
  pickle_index add_with_items_of(pickle_kind kind, pickle_index tuple, std::int64_t integer = 0) {
    pickle_value value = values_[tuple];
    value.kind = kind;
    value.integer = integer;
    return add(value);
  }

  [[nodiscard]] pickle_value const& at(pickle_index index) const { return values_[index]; }
  [[nodiscard]] pickle_kind kind(pickle_index index) const { return values_[index].kind; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }

  [[nodiscard]] std::string_view text(pickle_index index) const {
    return {values_[index].characters, values_[index].count};
  }

  /// Valid until the next value or item is added.
  [[nodiscard]] std::span<pickle_index const> items(pickle_index index) const {
    return std::span(items_).subspan(values_[index].first_item, values_[index].count);
  }

  /// Another item at the end of a list or dictionary.
  void append(pickle_index container, pickle_index item) {
    pickle_value& value = values_[container];
    if (value.count == value.capacity) {
      auto const moved = static_cast<std::uint32_t>(items_.size());
      value.capacity = std::max<std::uint32_t>(4, 2 * value.count);
      items_.resize(items_.size() + value.capacity);
      std::copy_n(items_.begin() + value.first_item, value.count, items_.begin() + moved);
      value.first_item = moved;
    }
    items_[value.first_item + value.count++] = item;
  }

 private:
  std::deque<pickle_value> values_;  // grows without a second copy of all
  std::vector<pickle_index> items_;
};

}  // namespace whence::detail
