// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <whence/concepts/image_noise.hpp>
#include <whence/core/content_key.hpp>
#include <whence/core/option_error.hpp>
#include <whence/core/random_field.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Independent normal noise at every value of an image, by seed, image content, sample and place alone.
///
///     gaussian_noise{.relative = 0.1}                 a tenth of what lies between the image's extremes
///     gaussian_noise{.absolute = 0.3, .seed = 7}      0.3 in units of the normalised image
struct gaussian_noise {
  double relative = 0.15;            ///< deviation as a part of the image's largest less its smallest value
  std::optional<double> absolute{};  ///< deviation in the image's own units; where given, it counts instead
  std::uint64_t seed = 0;

  /// The noise's deviation for an image.
  ///
  /// @throws option_error where an option is negative or not finite
  template <std::floating_point T>
  [[nodiscard]] double deviation(image_batch<T> const& images, std::size_t image) const {
    double const option = absolute.value_or(relative);
    if (!(option >= 0.0) || !std::isfinite(option)) {
      throw option_error("deviation of noise", "a number from 0 on", std::to_string(option));
    }
    if (absolute) return *absolute;
    std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3);
    if (size == 0) return 0.0;
    std::span<T const> const values(images.data() + image * size, size);
    auto const [least, most] = std::ranges::minmax(values);
    return relative * (static_cast<double>(most) - static_cast<double>(least));
  }

  /// @param images (N, C, H, W)
  /// @param image n, below N
  /// @param sample which of n's copies
  /// @param out (C * H * W)
  template <std::floating_point T>
  void operator()(image_batch<T> const& images, std::size_t image, std::size_t sample, std::span<T> out) const {
    double const sigma = deviation(images, image);
    random_field const field{seed, whence::content_key(images, image), static_cast<std::uint32_t>(sample)};
    for (std::size_t i = 0; i != out.size(); ++i) {
      out[i] = static_cast<T>(sigma * field.normal(static_cast<std::uint32_t>(i)));
    }
  }
};

static_assert(image_noise<gaussian_noise, float> && image_noise<gaussian_noise, double>);

}  // namespace whence
