// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <whence/core/content_key.hpp>
#include <whence/core/random_field.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Which reference a sample's way begins at, and where on it the gradient is taken.
struct path_draw {
  std::size_t reference;
  double position;  ///< 0 at the reference, 1 at the image
};

/// Draws references and positions evenly, by seed, image content and sample alone: `expected_gradients` asks it. One of
/// your own is a type with this call operator.
struct random_draws {
  std::uint64_t seed = 0;

  /// @param images (N, C, H, W)
  /// @param image n, below N
  /// @param sample which one
  /// @param references how many there are, at least 1
  template <std::floating_point T>
  [[nodiscard]] path_draw operator()(image_batch<T> const& images, std::size_t image, std::size_t sample,
                                     std::size_t references) const {
    random_field const field{seed, whence::content_key(images, image), static_cast<std::uint32_t>(sample)};
    auto const drawn = static_cast<std::size_t>(field.uniform(1) * static_cast<double>(references));
    return {std::min(drawn, references - 1), field.uniform(0)};
  }
};

}  // namespace whence
