// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <string_view>

namespace whence {

/// Whether one image's map says anything.
enum class map_status {
  meaningful,        ///< finite, and not the same everywhere
  constant,          ///< the same value, not zero, everywhere
  all_zero,          ///< zero everywhere: nothing spoke for (or against) the question
  not_finite,        ///< some value, or the score itself, is NaN or infinite
  logits_not_finite  ///< the network put out a NaN or an infinity: whatever is asked of it, no answer means anything
};

/// The status in words, for messages and labels.
[[nodiscard]] constexpr std::string_view to_text(map_status status) {
  switch (status) {
    case map_status::meaningful: return "meaningful";
    case map_status::constant: return "constant";
    case map_status::all_zero: return "all zero";
    case map_status::not_finite: return "not finite";
    case map_status::logits_not_finite: return "of logits that are not finite";
  }
  return "unknown";
}

/// The status of one map; a map of no values is all zero.
///
/// @param values a range of the map's numbers, in any order
/// @param score y asked of the image
template <class Range, class T>
[[nodiscard]] map_status status_of(Range const& values, T score) {
  if (!std::isfinite(score)) return map_status::not_finite;
  if (values.begin() == values.end()) return map_status::all_zero;
  bool same = true;
  auto const first = *values.begin();
  for (auto const value : values) {
    if (!std::isfinite(value)) return map_status::not_finite;
    same = same && value == first;
  }
  if (!same) return map_status::meaningful;
  return first == 0 ? map_status::all_zero : map_status::constant;
}

}  // namespace whence
