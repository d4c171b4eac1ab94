// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/detail/resize_plan.hpp>
#include <whence/image/image_size.hpp>
#include <whence/image/sample_bilinear.hpp>

namespace whence {

namespace detail {

/// The two pixels around a point of an axis and their weights in 2048ths. Beyond an edge both are the outermost pixel,
/// and still weigh what they would have: their sum is cut to whole numbers once each.
struct linear_pair {
  std::size_t pixels[2];
  std::int32_t weights[2];
};

/// @param share_at_edges whether the weights beyond an edge are shared out (OpenCV does so with rows), or all is given
/// to one pixel (as with columns)
inline std::vector<linear_pair> linear_pairs(resized_axis const& axis, bool share_at_edges) {
  std::vector<linear_pair> pairs;
  pairs.reserve(axis.wanted);
  auto const last = static_cast<std::ptrdiff_t>(axis.from) - 1;
  auto const pixel = [last](std::ptrdiff_t x) {
    return static_cast<std::size_t>(std::clamp(x, std::ptrdiff_t{0}, last));
  };
  for (std::size_t i = axis.first; i != axis.first + axis.wanted; ++i) {
    float const coordinate = detail::linear_coordinate(axis, i);
    auto const first = static_cast<std::ptrdiff_t>(std::floor(coordinate));
    float const share = coordinate - static_cast<float>(first);
    bool const between = share_at_edges || (first >= 0 && first < last);
    auto const weight = [](float part) { return static_cast<std::int32_t>(std::nearbyint(part * 2048.0f)); };
    pairs.push_back(
        {{pixel(first), pixel(first + 1)}, {between ? weight(1.0f - share) : 2048, between ? weight(share) : 0}});
  }
  return pairs;
}

/// A part of what `resize_linear` makes of pixels.
inline tensor<std::uint8_t, 3> resize_linear_part(tensor<std::uint8_t, 3> const& pixels, image_size size,
                                                  pixel_box const& part) {
  std::size_t const width = pixels.shape(1), channels = pixels.shape(2), stride = part.width * channels;
  auto const across = detail::linear_pairs({width, size.width, part.left, part.width}, false);
  auto const down = detail::linear_pairs({pixels.shape(0), size.height, part.top, part.height}, true);
  std::vector<std::int32_t> rows[2] = {std::vector<std::int32_t>(stride), std::vector<std::int32_t>(stride)};
  tensor<std::uint8_t, 3> resized({part.height, part.width, channels});
  std::uint8_t* out = resized.data();
  for (auto const& vertical : down) {
    for (std::size_t r = 0; r != 2; ++r) {
      std::uint8_t const* const row = pixels.data() + vertical.pixels[r] * width * channels;
      std::int32_t* sum = rows[r].data();
      for (auto const& [column, weight] : across)
        for (std::size_t c = 0; c != channels; ++c)
          *sum++ = row[column[0] * channels + c] * weight[0] + row[column[1] * channels + c] * weight[1];
    }
    // Two additional bits are kept of the eight, the others are cut off at once: so OpenCV fits them into 16.
    for (std::size_t x = 0; x != stride; ++x) {
      std::int32_t const upper = ((rows[0][x] >> 4) * vertical.weights[0]) >> 16;
      std::int32_t const lower = ((rows[1][x] >> 4) * vertical.weights[1]) >> 16;
      *out++ = static_cast<std::uint8_t>(std::clamp((upper + lower + 2) >> 2, 0, 255));
    }
  }
  return resized;
}

}  // namespace detail

/// Resizes pixels by OpenCV's `resize(pixels, size, INTER_LINEAR)`: bilinear between the four pixels around each point,
/// flat beyond the centres of the outermost ones. Nothing is averaged where the picture shrinks, so fine texture there
/// turns to noise: for networks that were trained that way.
///
/// Bit for bit OpenCV's own kernels (4.x and 5.0), whose fixed-point arithmetic may be almost one level off the exact
/// value; builds that hand the work to other libraries may differ by one level.
///
/// @param pixels (H, W, C)
/// @return (size.height, size.width, C)
/// @throws shape_error where either size is empty
[[nodiscard]] inline tensor<std::uint8_t, 3> resize_linear(tensor<std::uint8_t, 3> const& pixels, image_size size) {
  if (pixels.size() == 0 || size.height == 0 || size.width == 0) {
    throw shape_error(
        "resize_linear", "at least one pixel before and after",
        whence::shape_text(pixels.shape()) + " to " + std::to_string(size.height) + " x " + std::to_string(size.width));
  }
  return detail::resize_linear_part(pixels, size, {0, 0, size.height, size.width});
}

/// Resizes maps likewise, without rounding to levels. Where the cells of a map do not share out the input evenly, this
/// draws them beside what they look at: `upsample` knows better.
///
/// @param maps (N, h, w), at least one cell each
/// @return (N, size.height, size.width)
/// @throws shape_error for maps without cells
template <std::floating_point T>
[[nodiscard]] map_batch<T> resize_linear(map_batch<T> const& maps, image_size size) {
  auto const coordinates = [](std::size_t cells, std::size_t points) {
    std::vector<double> at(points);
    for (std::size_t i = 0; i != points; ++i) at[i] = detail::linear_coordinate({cells, points, 0, points}, i);
    return at;
  };
  return whence::sample_bilinear(maps, std::span<double const>(coordinates(maps.shape(1), size.height)),
                                 std::span<double const>(coordinates(maps.shape(2), size.width)));
}

}  // namespace whence
