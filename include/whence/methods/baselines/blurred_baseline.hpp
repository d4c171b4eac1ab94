// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/concepts/image_baseline.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

namespace detail {

/// A Gaussian at whole numbers from -radius on, the radius four deviations, all of sum 1.
inline std::vector<double> gaussian_weights(double sigma) {
  auto const radius = static_cast<std::ptrdiff_t>(4.0 * sigma + 0.5);
  std::vector<double> weights;
  double sum = 0.0;
  for (std::ptrdiff_t i = -radius; i <= radius; ++i) {
    double const distance = i == 0 ? 0.0 : static_cast<double>(i) / sigma;
    weights.push_back(std::exp(-0.5 * distance * distance));
    sum += weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// Values of a line weighed by their neighbours; beyond its ends they go on as they were there.
///
/// @param from, to `size` values, `step` apart
template <class From, class To>
void weigh_line(From const* from, To* to, std::size_t size, std::size_t step, std::vector<double> const& weights) {
  auto const last = static_cast<std::ptrdiff_t>(size) - 1;
  auto const radius = static_cast<std::ptrdiff_t>(weights.size() / 2);
  for (std::ptrdiff_t i = 0; i <= last; ++i) {
    double sum = 0.0;
    for (std::ptrdiff_t j = -radius; j <= radius; ++j) {
      auto const neighbour = static_cast<std::size_t>(std::clamp(i + j, std::ptrdiff_t{0}, last));
      sum += weights[static_cast<std::size_t>(j + radius)] * static_cast<double>(from[neighbour * step]);
    }
    to[static_cast<std::size_t>(i) * step] = static_cast<To>(sum);
  }
}

}  // namespace detail

/// The image out of focus: its colours stay where they were, what they showed is gone. Where a blurred image still
/// shows the thing, raise sigma.
///
/// @source Fong and Vedaldi 2017, "Interpretable Explanations of Black Boxes by Meaningful Perturbation", section 4.1
struct blurred_baseline {
  double sigma = 10.0;  ///< deviation of the Gaussian in pixels; 0 leaves the image as it is

  /// @param images (N, C, H, W)
  /// @return (N, C, H, W): every channel by itself; beyond an edge the image goes on as it was there
  /// @throws option_error where sigma is no number from 0 to 1000
  template <std::floating_point T>
  [[nodiscard]] image_batch<T> operator()(image_batch<T> const& images) const {
    if (!(sigma >= 0.0 && sigma <= 1000.0)) {
      throw option_error("blurred baseline", "a deviation from 0 to 1000 pixels", std::to_string(sigma));
    }
    std::vector<double> const weights = detail::gaussian_weights(sigma);
    std::size_t const height = images.shape(2), width = images.shape(3);
    image_batch<T> result(images.shape());
    std::vector<double> rows(height * width);
    for (std::size_t plane = 0; plane != images.shape(0) * images.shape(1); ++plane) {
      T const* const from = images.data() + plane * height * width;
      T* const to = result.data() + plane * height * width;
      for (std::size_t y = 0; y != height; ++y) {
        detail::weigh_line(from + y * width, rows.data() + y * width, width, 1, weights);
      }
      for (std::size_t x = 0; x != width; ++x) detail::weigh_line(rows.data() + x, to + x, height, width, weights);
    }
    return result;
  }
};

static_assert(image_baseline<blurred_baseline, float> && image_baseline<blurred_baseline, double>);

}  // namespace whence
