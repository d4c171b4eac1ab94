// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/image/detail/resize_plan.hpp>
#include <whence/image/image_size.hpp>

namespace whence::detail {

/// Pillow's arithmetic: eight bits between the passes, and weights that are whole multiples of 2^-22. 255 times a row
/// of them still fits 32 bits with room for overshoot.
struct eight_bit_arithmetic {
  using value_type = std::uint8_t;
  using weight_type = std::int32_t;
  static constexpr int precision = 22;
  static constexpr std::int32_t start = 1 << (precision - 1);  // one half, so that cutting off the fraction rounds

  static std::int32_t weight(double share) {
    return static_cast<std::int32_t>((share < 0.0 ? -0.5 : 0.5) + share * (1 << precision));
  }
  static std::uint8_t value(std::int32_t sum) {
    return static_cast<std::uint8_t>(std::clamp(sum >> precision, 0, 255));
  }
};

/// Nothing is rounded to levels, but as in eight bits nothing becomes brighter than white or darker than black.
template <class T, class Pixel>
struct real_arithmetic {
  using value_type = T;
  using weight_type = T;
  static constexpr T start = T(0);

  static T weight(double share) { return static_cast<T>(share); }
  static T value(T sum) { return std::clamp(sum, T(0), static_cast<T>(std::numeric_limits<Pixel>::max())); }
};

template <class Arithmetic>
std::vector<typename Arithmetic::weight_type> weights_of(resize_plan const& plan) {
  std::vector<typename Arithmetic::weight_type> weights(plan.weights.size());
  std::ranges::transform(plan.weights, weights.begin(), Arithmetic::weight);
  return weights;
}

template <class Arithmetic, class Pixel>
tensor<typename Arithmetic::value_type, 3> resample_columns(tensor<Pixel, 3> const& pixels, resize_plan const& plan) {
  std::size_t const height = pixels.shape(0), width = pixels.shape(1), channels = pixels.shape(2);
  using weight_type = typename Arithmetic::weight_type;
  auto const weights = detail::weights_of<Arithmetic>(plan);
  tensor<typename Arithmetic::value_type, 3> resampled({height, plan.windows.size(), channels});
  auto* out = resampled.data();
  for (std::size_t y = 0; y != height; ++y) {
    Pixel const* const row = pixels.data() + y * width * channels;
    for (auto const& window : plan.windows) {
      for (std::size_t c = 0; c != channels; ++c) {
        auto sum = Arithmetic::start;
        for (std::size_t k = 0; k != window.pixels; ++k)
          sum +=
              weights[window.first_weight + k] * static_cast<weight_type>(row[(window.first_pixel + k) * channels + c]);
        *out++ = Arithmetic::value(sum);
      }
    }
  }
  return resampled;
}

template <class Arithmetic, class Pixel>
tensor<typename Arithmetic::value_type, 3> resample_rows(tensor<Pixel, 3> const& pixels, resize_plan const& plan) {
  std::size_t const stride = pixels.shape(1) * pixels.shape(2);
  using weight_type = typename Arithmetic::weight_type;
  auto const weights = detail::weights_of<Arithmetic>(plan);
  tensor<typename Arithmetic::value_type, 3> resampled({plan.windows.size(), pixels.shape(1), pixels.shape(2)});
  std::vector<weight_type> sums(stride);
  auto* out = resampled.data();
  for (auto const& window : plan.windows) {
    std::ranges::fill(sums, Arithmetic::start);
    for (std::size_t k = 0; k != window.pixels; ++k) {
      auto const weight = weights[window.first_weight + k];
      Pixel const* const row = pixels.data() + (window.first_pixel + k) * stride;
      for (std::size_t x = 0; x != stride; ++x) sums[x] += weight * static_cast<weight_type>(row[x]);
    }
    for (auto const sum : sums) *out++ = Arithmetic::value(sum);
  }
  return resampled;
}

/// A part of a resized picture, horizontally and then vertically: of a long strip nobody wants to hold all.
///
/// @param pixels (H, W, C), at least one
/// @param size of the whole result
/// @param part within it, not empty
/// @param plan_of makes a plan of a `resized_axis`
/// @return (part.height, part.width, C)
template <class Arithmetic, class Pixel, class Planner>
tensor<typename Arithmetic::value_type, 3> resample_part(tensor<Pixel, 3> const& pixels, image_size size,
                                                         pixel_box const& part, Planner const& plan_of) {
  resized_axis const across{pixels.shape(1), size.width, part.left, part.width};
  resized_axis const down{pixels.shape(0), size.height, part.top, part.height};
  if (!across.changes()) {
    if (down.changes()) return detail::resample_rows<Arithmetic>(pixels, plan_of(down));
    return tensor<typename Arithmetic::value_type, 3>(pixels);
  }
  auto narrowed = detail::resample_columns<Arithmetic>(pixels, plan_of(across));
  return down.changes() ? detail::resample_rows<Arithmetic>(narrowed, plan_of(down)) : narrowed;
}

}  // namespace whence::detail
