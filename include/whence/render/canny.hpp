// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Thresholds of the gradient's magnitude |d/dx| + |d/dy|, as 3 x 3 Sobel windows measure it: of one sharp step from
/// black to white it is 1020.
struct canny_thresholds {
  int low = 100;   ///< above it, an edge where it continues a sure one
  int high = 200;  ///< above it, an edge for sure
};

namespace detail {

struct sobel_gradient {
  int across = 0;
  int down = 0;
  [[nodiscard]] int magnitude() const { return std::abs(across) + std::abs(down); }
};

/// The gradient at a pixel, of the channel in which it is largest; beyond the border the outermost pixels repeat.
inline sobel_gradient sobel_at(tensor<std::uint8_t, 3> const& pixels, std::size_t y, std::size_t x) {
  std::size_t const height = pixels.shape(0), width = pixels.shape(1), channels = pixels.shape(2);
  std::size_t const rows[] = {y == 0 ? 0 : y - 1, y, std::min(y + 1, height - 1)};
  std::size_t const columns[] = {x == 0 ? 0 : x - 1, x, std::min(x + 1, width - 1)};
  sobel_gradient largest;
  for (std::size_t c = 0; c != channels; ++c) {
    auto const at = [&](std::size_t row, std::size_t column) {
      return int{pixels.data()[(rows[row] * width + columns[column]) * channels + c]};
    };
    sobel_gradient const gradient{
        at(0, 2) - at(0, 0) + 2 * (at(1, 2) - at(1, 0)) + at(2, 2) - at(2, 0),
        at(2, 0) - at(0, 0) + 2 * (at(2, 1) - at(0, 1)) + at(2, 2) - at(0, 2),
    };
    if (gradient.magnitude() > largest.magnitude()) largest = gradient;
  }
  return largest;
}

}  // namespace detail

/// Canny's edges: ridges of the gradient, one pixel thin, weak ones only where they touch strong ones.
///
/// Pixel for pixel what OpenCV's `Canny(pixels, low, high)` finds (Sobel windows of 3, magnitude |d/dx| + |d/dy|, no
/// smoothing beforehand, the channel with the largest gradient).
///
/// @param pixels (H, W, C)
/// @return (H, W): 255 on an edge, 0 elsewhere
/// @throws shape_error for a picture without pixels
/// @source Canny, A Computational Approach to Edge Detection, IEEE PAMI 8(6), 1986
[[nodiscard]] inline tensor<std::uint8_t, 2> canny(tensor<std::uint8_t, 3> const& pixels,
                                                   canny_thresholds const& thresholds = {}) {
  if (pixels.size() == 0) {
    throw shape_error("canny", "a picture (H, W, C) of at least one pixel", whence::shape_text(pixels.shape()));
  }
  std::size_t const height = pixels.shape(0), width = pixels.shape(1);
  auto const [low, high] = std::minmax(thresholds.low, thresholds.high);

  std::size_t const stride = width + 2;  // a frame of magnitude 0 spares every look at a neighbour the border's cases
  std::vector<detail::sobel_gradient> gradients(stride * (height + 2));
  for (std::size_t y = 0; y != height; ++y)
    for (std::size_t x = 0; x != width; ++x) gradients[(y + 1) * stride + x + 1] = detail::sobel_at(pixels, y, x);

  enum class mark : std::uint8_t { none, weak, edge };
  std::vector<mark> marks(gradients.size(), mark::none);
  std::vector<std::size_t> unfinished;  // edges whose neighbours are still to be looked at
  constexpr int fraction = 15;
  constexpr std::int64_t tangent_22 = 13573;  // tan(22.5 degrees) * 2^15; tan(67.5 degrees) is 2 more
  for (std::size_t y = 1; y <= height; ++y) {
    for (std::size_t x = 1; x <= width; ++x) {
      std::size_t const here = y * stride + x;
      auto const [across, down] = gradients[here];
      int const magnitude = gradients[here].magnitude();
      if (magnitude <= low) continue;
      // A ridge stands above its neighbour on one side and not below that on the other: of two equal pixels the first
      // stays. Only along the diagonals both must be lower.
      std::int64_t const flat = std::abs(across) * tangent_22;
      std::int64_t const steep = flat + (std::int64_t{std::abs(across)} << (fraction + 1));
      std::int64_t const height_of = std::int64_t{std::abs(down)} << fraction;
      std::size_t before = 0, after = 0;
      bool strict = false;
      if (height_of < flat) {
        before = here - 1;
        after = here + 1;
      } else if (height_of > steep) {
        before = here - stride;
        after = here + stride;
      } else {
        bool const falling = (across < 0) != (down < 0);
        before = falling ? here - stride + 1 : here - stride - 1;
        after = falling ? here + stride - 1 : here + stride + 1;
        strict = true;
      }
      int const next = gradients[after].magnitude();
      if (magnitude <= gradients[before].magnitude() || magnitude < next || (strict && magnitude == next)) continue;
      marks[here] = magnitude > high ? mark::edge : mark::weak;
      if (magnitude > high) unfinished.push_back(here);
    }
  }
  while (!unfinished.empty()) {
    std::size_t const here = unfinished.back();
    unfinished.pop_back();
    for (std::size_t const row : {here - stride, here, here + stride}) {
      for (std::size_t const neighbour : {row - 1, row, row + 1}) {
        if (marks[neighbour] != mark::weak) continue;
        marks[neighbour] = mark::edge;
        unfinished.push_back(neighbour);
      }
    }
  }

  tensor<std::uint8_t, 2> edges({height, width});
  for (std::size_t y = 0; y != height; ++y)
    for (std::size_t x = 0; x != width; ++x) edges(y, x) = marks[(y + 1) * stride + x + 1] == mark::edge ? 255 : 0;
  return edges;
}

}  // namespace whence
