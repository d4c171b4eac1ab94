// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <limits>
#include <optional>

namespace whence::detail {

/// The product, or nothing where it does not fit: a product that wraps to zero would pass for an empty tensor.
template <std::unsigned_integral T>
[[nodiscard]] constexpr std::optional<T> checked_product(T a, T b) {
  if (a != 0 && b > std::numeric_limits<T>::max() / a) return std::nullopt;
  return a * b;
}

/// How many values a shape holds, or nothing where the count, taken factor by factor, does not fit.
template <class Shape, class T = typename Shape::value_type>
[[nodiscard]] constexpr std::optional<T> element_count(Shape const& shape) {
  std::optional<T> count = T{1};
  for (T const extent : shape) {
    count = detail::checked_product(*count, extent);
    if (!count) break;
  }
  return count;
}

}  // namespace whence::detail
