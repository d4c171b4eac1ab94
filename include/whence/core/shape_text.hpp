// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>

namespace whence {

/// A shape as messages show it: `(1, 3, 224, 224)`.
///
/// @param shape any range of extents
template <class Shape>
[[nodiscard]] std::string shape_text(Shape const& shape) {
  std::string text = "(";
  for (auto const extent : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(extent);
  }
  return text + ")";
}

}  // namespace whence
