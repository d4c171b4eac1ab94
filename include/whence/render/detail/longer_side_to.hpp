// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <whence/image/image_size.hpp>

namespace whence::detail {

/// A size of the same proportions, its longer side as asked, neither below 1.
inline image_size longer_side_to(image_size size, std::size_t longer_side) {
  double const scale = static_cast<double>(longer_side) / static_cast<double>(std::max(size.height, size.width));
  auto const scaled = [&](std::size_t side) {
    return std::max<std::size_t>(static_cast<std::size_t>(std::lround(scale * static_cast<double>(side))), 1);
  };
  return {scaled(size.height), scaled(size.width)};
}

}  // namespace whence::detail
