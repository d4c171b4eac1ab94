// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>
#include <whence/image/resize_filter.hpp>

namespace whence::detail {

/// A part of a picture, in its pixels.
struct pixel_box {
  std::size_t top;
  std::size_t left;
  std::size_t height;
  std::size_t width;
};

/// Some pixels of a resized axis: `wanted` of `to`, beginning with `first`, made of `from`.
struct resized_axis {
  std::size_t from;
  std::size_t to;
  std::size_t first;
  std::size_t wanted;

  [[nodiscard]] constexpr bool changes() const { return from != to || wanted != to; }
};

/// What one pixel of the result is made of: `weights[first_weight ...]` times the pixels from `first_pixel` on.
struct resize_window {
  std::size_t first_pixel;
  std::size_t pixels;
  std::size_t first_weight;
};

struct resize_plan {
  std::vector<resize_window> windows;  // one a pixel of the result
  std::vector<double> weights;         // a window's have the sum 1
};

inline double filter_reach(resize_filter filter) {
  return filter == resize_filter::bicubic ? 2.0 : filter == resize_filter::box ? 0.5 : 1.0;
}

inline double filter_weight(resize_filter filter, double x) {
  if (filter == resize_filter::box) return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
  double const distance = std::abs(x);
  if (filter == resize_filter::bilinear) return std::max(1.0 - distance, 0.0);
  constexpr double a = -0.5;
  if (distance < 1.0) return ((a + 2.0) * distance - (a + 3.0)) * distance * distance + 1.0;
  if (distance < 2.0) return (((distance - 5.0) * distance + 8.0) * distance - 4.0) * a;
  return 0.0;
}

/// A filter along one axis, widened where it shrinks to the pixels it has to average. The order of the floating-point
/// operations is Pillow's, because the rounding of the weights depends on it.
inline resize_plan plan_antialiased(resized_axis const& axis, resize_filter filter) {
  double const scale = static_cast<double>(axis.from) / static_cast<double>(axis.to);
  double const widened = std::max(scale, 1.0);
  double const reach = detail::filter_reach(filter) * widened;
  resize_plan plan;
  plan.windows.reserve(axis.wanted);
  for (std::size_t i = axis.first; i != axis.first + axis.wanted; ++i) {
    double const centre = (static_cast<double>(i) + 0.5) * scale;
    auto const first = static_cast<std::size_t>(std::max(centre - reach + 0.5, 0.0));
    auto const end = std::min(static_cast<std::size_t>(centre + reach + 0.5), axis.from);
    std::size_t const first_weight = plan.weights.size();
    double sum = 0.0;
    for (std::size_t x = first; x != end; ++x) {
      plan.weights.push_back(detail::filter_weight(filter, (static_cast<double>(x) - centre + 0.5) * (1.0 / widened)));
      sum += plan.weights.back();
    }
    for (std::size_t k = first_weight; sum != 0.0 && k != plan.weights.size(); ++k) plan.weights[k] /= sum;
    plan.windows.push_back({first, end - first, first_weight});
  }
  return plan;
}

/// Where OpenCV's linear resize reads an axis for a pixel of the result, before the edges are minded. It rounds to a
/// float, which moves pixels beyond the thousandth by visible fractions of a level.
inline float linear_coordinate(resized_axis const& axis, std::size_t i) {
  double const scale = static_cast<double>(axis.from) / static_cast<double>(axis.to);
  return static_cast<float>((static_cast<double>(i) + 0.5) * scale - 0.5);
}

/// The two pixels around every point, and no others however much the axis shrinks.
inline resize_plan plan_linear(resized_axis const& axis) {
  resize_plan plan;
  plan.windows.reserve(axis.wanted);
  auto const last = static_cast<double>(axis.from - 1);
  for (std::size_t i = axis.first; i != axis.first + axis.wanted; ++i) {
    double const inside = std::clamp(static_cast<double>(detail::linear_coordinate(axis, i)), 0.0, last);
    auto const first = static_cast<std::size_t>(inside);
    double const share = inside - static_cast<double>(first);
    plan.windows.push_back({first, share > 0.0 ? std::size_t{2} : std::size_t{1}, plan.weights.size()});
    plan.weights.push_back(1.0 - share);
    if (share > 0.0) plan.weights.push_back(share);
  }
  return plan;
}

}  // namespace whence::detail
