// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>
#include <whence/weights/detail/pickle_context.hpp>
#include <whence/weights/detail/pickle_heap.hpp>

namespace whence::detail {

/// The stack and the memo of a pickle. What lies under the last mark is out of reach.
class pickle_stack {
 public:
  explicit pickle_stack(pickle_context const& context) : context_(&context) {}

  void push(pickle_index value) { values_.push_back(value); }
  void mark() { marks_.push_back(static_cast<std::uint32_t>(values_.size())); }

  [[nodiscard]] pickle_index top() const { return values_[from_top(1)]; }
  pickle_index pop() {
    pickle_index const value = top();
    values_.pop_back();
    return value;
  }

  /// Where the topmost values begin.
  [[nodiscard]] std::size_t from_top(std::size_t count) const {
    if (values_.size() - floor() < count) context_->refuse({"values on the stack"}, {"too few"});
    return values_.size() - count;
  }

  /// Where the values behind the last mark begin; the mark is gone.
  [[nodiscard]] std::size_t pop_mark() {
    if (marks_.empty()) context_->refuse({"a mark on the stack"}, {"none"});
    std::size_t const mark = marks_.back();
    marks_.pop_back();
    return mark;
  }

  /// The value under `from`.
  [[nodiscard]] pickle_index under(std::size_t from) const {
    if (from == floor()) context_->refuse({"a value under the last ones"}, {"nothing"});
    return values_[from - 1];
  }
  [[nodiscard]] std::span<pickle_index const> behind(std::size_t from) const {
    return std::span(values_).subspan(from);
  }
  void cut(std::size_t from) { values_.resize(from); }

  void put(std::uint32_t place) { memo_[place] = top(); }
  void get(std::uint32_t place) {
    auto const found = memo_.find(place);
    if (found == memo_.end()) {
      context_->refuse({"a place in the memo that was filled"}, {decimal(place)});
    }
    push(found->second);
  }

 private:
  [[nodiscard]] std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }

  pickle_context const* context_;
  std::vector<pickle_index> values_;
  std::vector<std::uint32_t> marks_;
  std::map<std::uint32_t, pickle_index> memo_;  // a tree, of which no choice of places makes a list
};

}  // namespace whence::detail
