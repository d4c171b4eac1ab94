// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace whence::detail {

/// A number in digits, for the parts below.
class decimal {
 public:
  [[gnu::cold]] explicit decimal(std::uint64_t number)
      : length_(static_cast<std::size_t>(std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr -
                                         digits_.data())) {}
  operator std::string_view() const noexcept { return {digits_.data(), length_}; }

 private:
  std::array<char, 20> digits_{};
  std::size_t length_;
};

/// Parts of a text. A reader has a hundred complaints and makes none, as a rule: put together here and not where they
/// are made, their texts cost the compiler a fraction. Cold, that is compiled for size and called from nowhere that
/// should be fast, is all that makes texts of errors.
using text_parts = std::initializer_list<std::string_view>;

[[nodiscard, gnu::cold]] inline std::string joined(text_parts parts) {
  std::string text;
  for (auto const part : parts) text += part;
  return text;
}

/// @throws Error always
template <class Error>
[[noreturn, gnu::cold]] void refuse(text_parts where, text_parts expected, text_parts got) {
  throw Error(detail::joined(where), detail::joined(expected), detail::joined(got));
}

}  // namespace whence::detail
