// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence::detail {

/// The value whose colour matplotlib shows for this one: its colour maps are tables of 256, the first and the last of
/// which are for 0 and 1.
constexpr double in_256_steps(double value) {
  if (!(value > 0.0)) return 0.0;
  return value < 1.0 ? static_cast<double>(static_cast<std::size_t>(value * 256.0)) / 255.0 : 1.0;
}

}  // namespace whence::detail
