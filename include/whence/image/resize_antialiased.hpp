// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>

namespace whence {

namespace detail {

/// Weights are whole multiples of 2^-22: 255 times a row of them still fits 32 bits with room for overshoot.
inline constexpr int resize_precision = 22;

/// What one pixel of the result is made of: `weights[first_weight ...]` times the pixels from `first_pixel` on.
struct resize_window {
  std::size_t first_pixel;
  std::size_t pixels;
  std::size_t first_weight;
};

struct resize_plan {
  std::vector<resize_window> windows;  // one a pixel of the result
  std::vector<std::int32_t> weights;
};

/// The triangle filter along one axis, as wide as the pixels it has to average where it shrinks, for the wanted pixels
/// of the result. The order of the floating-point operations is Pillow's, because the rounding of the weights depends
/// on it.
inline resize_plan plan_resize(std::size_t from, std::size_t to, std::size_t first_wanted, std::size_t wanted) {
  double const scale = static_cast<double>(from) / static_cast<double>(to);
  double const support = std::max(scale, 1.0);
  resize_plan plan;
  plan.windows.reserve(wanted);
  std::vector<double> exact;
  for (std::size_t i = first_wanted; i != first_wanted + wanted; ++i) {
    double const centre = (static_cast<double>(i) + 0.5) * scale;
    auto const first = static_cast<std::size_t>(std::max(centre - support + 0.5, 0.0));
    auto const end = std::min(static_cast<std::size_t>(centre + support + 0.5), from);
    exact.clear();
    double sum = 0.0;
    for (std::size_t x = first; x != end; ++x) {
      double const distance = std::abs((static_cast<double>(x) - centre + 0.5) * (1.0 / support));
      exact.push_back(std::max(1.0 - distance, 0.0));
      sum += exact.back();
    }
    plan.windows.push_back({first, end - first, plan.weights.size()});
    for (double const weight : exact) {
      double const share = sum == 0.0 ? weight : weight / sum;
      plan.weights.push_back(static_cast<std::int32_t>(0.5 + share * (1 << resize_precision)));
    }
  }
  return plan;
}

inline std::uint8_t resized_value(std::int32_t sum) {
  return static_cast<std::uint8_t>(std::clamp(sum >> resize_precision, 0, 255));
}

/// A part of a picture, in its pixels.
struct pixel_box {
  std::size_t top;
  std::size_t left;
  std::size_t height;
  std::size_t width;
};

/// What `resize_antialiased` makes, but only a part of it: of a long strip nobody wants to hold all.
///
/// @param pixels (H, W, C), at least one
/// @param size of the whole result
/// @param part within it, not empty
/// @return (part.height, part.width, C)
inline tensor<std::uint8_t, 3> resize_part(tensor<std::uint8_t, 3> const& pixels, image_size size,
                                           pixel_box const& part) {
  std::int32_t const half = 1 << (resize_precision - 1);

  std::size_t const height = pixels.shape(0), width = pixels.shape(1), channels = pixels.shape(2);
  tensor<std::uint8_t, 3> narrowed;
  if (width != size.width || part.width != width) {
    auto const plan = plan_resize(width, size.width, part.left, part.width);
    narrowed = tensor<std::uint8_t, 3>({height, part.width, channels});
    std::uint8_t* out = narrowed.data();
    for (std::size_t y = 0; y != height; ++y) {
      std::uint8_t const* const row = pixels.data() + y * width * channels;
      for (auto const& window : plan.windows) {
        for (std::size_t c = 0; c != channels; ++c) {
          std::int32_t sum = half;
          for (std::size_t k = 0; k != window.pixels; ++k)
            sum += plan.weights[window.first_weight + k] * row[(window.first_pixel + k) * channels + c];
          *out++ = resized_value(sum);
        }
      }
    }
  }
  tensor<std::uint8_t, 3> const& columns_done = narrowed.size() == 0 ? pixels : narrowed;
  if (height == size.height && part.height == height) return columns_done;

  auto const plan = plan_resize(height, size.height, part.top, part.height);
  tensor<std::uint8_t, 3> resized({part.height, part.width, channels});
  std::size_t const stride = part.width * channels;
  std::vector<std::int32_t> sums(stride);
  std::uint8_t* out = resized.data();
  for (auto const& window : plan.windows) {
    std::ranges::fill(sums, half);
    for (std::size_t k = 0; k != window.pixels; ++k) {
      std::int32_t const weight = plan.weights[window.first_weight + k];
      std::uint8_t const* const row = columns_done.data() + (window.first_pixel + k) * stride;
      for (std::size_t x = 0; x != stride; ++x) sums[x] += weight * row[x];
    }
    for (std::int32_t const sum : sums) *out++ = resized_value(sum);
  }
  return resized;
}

}  // namespace detail

/// Resizes by an antialiased bilinear (triangle) filter: horizontally, then vertically, with eight bits in between.
/// Bit for bit what Pillow's `Image.resize(size, BILINEAR)` makes up to version 12, and so torchvision's `Resize` of a
/// PIL image. (Pillow 13 goes vertically first where the height shrinks much more than the width, as when an upright
/// photo is squashed; a value may then differ by one level.)
///
/// @param pixels (H, W, C)
/// @return (size.height, size.width, C); the same pixels where the size is already right
/// @throws shape_error where either size is empty
[[nodiscard]] inline tensor<std::uint8_t, 3> resize_antialiased(tensor<std::uint8_t, 3> const& pixels,
                                                                image_size size) {
  if (pixels.size() == 0 || size.height == 0 || size.width == 0) {
    throw shape_error(
        "resize_antialiased", "at least one pixel before and after",
        whence::shape_text(pixels.shape()) + " to " + std::to_string(size.height) + " x " + std::to_string(size.width));
  }
  return detail::resize_part(pixels, size, {0, 0, size.height, size.width});
}

}  // namespace whence
