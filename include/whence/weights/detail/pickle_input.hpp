// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <whence/weights/detail/copy_elements.hpp>
#include <whence/weights/detail/pickle_context.hpp>

namespace whence::detail {

/// The bytes of a pickle, taken one after the other and never past their end.
class pickle_input {
 public:
  /// @param begin where the pickle begins in the bytes; it ends by itself
  /// @param most the bytes that it may take
  pickle_input(std::span<std::byte const> bytes, std::size_t begin, std::size_t most, pickle_context const& context)
      : bytes_(bytes.first(begin + std::min(bytes.size() - begin, most))),
        next_(begin),
        begin_(begin),
        is_cut_(bytes_.size() != bytes.size()),
        context_(&context) {}

  /// Where the next byte lies.
  [[nodiscard]] std::size_t next() const noexcept { return next_; }

  [[nodiscard]] std::span<std::byte const> take(std::size_t count) {
    if (count > bytes_.size() - next_) {
      if (is_cut_) {
        context_->refuse(
            {"a pickle of at most ", decimal(bytes_.size() - begin_), " bytes (weight_limits::pickle_bytes)"},
            {"more"});
      }
      context_->refuse({"a whole pickle"}, {"the end of the bytes within it"});
    }
    next_ += count;
    return bytes_.subspan(next_ - count, count);
  }

  [[nodiscard]] std::string_view text(std::size_t count) {
    auto const taken = take(count);
    return {reinterpret_cast<char const*>(taken.data()), taken.size()};
  }

  template <std::unsigned_integral U>
  [[nodiscard]] U number(std::endian order = std::endian::little) {
    return detail::load_pattern<U>(take(sizeof(U)).data(), order);
  }

  /// Two lines, without the newline behind the second.
  [[nodiscard]] std::string_view two_lines() {
    std::string_view const rest(reinterpret_cast<char const*>(bytes_.data()) + next_, bytes_.size() - next_);
    std::size_t const first = rest.find('\n');
    std::size_t const second = first == rest.npos ? rest.npos : rest.find('\n', first + 1);
    return text(second == rest.npos ? rest.size() + 1 : second + 1).substr(0, second);
  }

 private:
  std::span<std::byte const> bytes_;
  std::size_t next_;
  std::size_t begin_;
  bool is_cut_;
  pickle_context const* context_;
};

}  // namespace whence::detail
