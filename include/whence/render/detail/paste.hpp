// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/render/picture.hpp>

namespace whence::detail {

inline picture white_picture(std::size_t height, std::size_t width) {
  picture canvas({height, width, 3});
  canvas.fill(255);
  return canvas;
}

/// Lays a picture on a larger one, within it.
inline void paste(picture& canvas, picture const& over, std::size_t top, std::size_t left) {
  std::size_t const row = 3 * over.shape(1);
  for (std::size_t y = 0; y != over.shape(0); ++y)
    std::copy_n(over.data() + y * row, row, canvas.data() + ((top + y) * canvas.shape(1) + left) * 3);
}

}  // namespace whence::detail
