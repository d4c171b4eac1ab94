// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <iterator>
#include <string>

namespace whence {

namespace detail {

template <class Extent>
[[nodiscard, gnu::cold]] std::string extents_text(Extent const* extents, std::size_t count) {
  std::string text = "(";
  for (std::size_t i = 0; i != count; ++i) {
    if (i != 0) text += ", ";
    text += std::to_string(extents[i]);
  }
  return text + ")";
}

}  // namespace detail

/// A shape as messages show it: `(1, 3, 224, 224)`.
///
/// @param shape any row of extents
template <class Shape>
[[nodiscard]] std::string shape_text(Shape const& shape) {
  return detail::extents_text(std::data(shape), std::size(shape));
}

}  // namespace whence
