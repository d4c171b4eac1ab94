// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence {

/// Rows and columns of pixels, in the order of every shape here: `image_size{.height = 480, .width = 640}`.
struct image_size {
  std::size_t height = 0;
  std::size_t width = 0;

  friend constexpr bool operator==(image_size const&, image_size const&) = default;
};

}  // namespace whence
