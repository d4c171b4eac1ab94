// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <whence/methods/cam/mask_intensities.hpp>
#include <whence/methods/cam/masking.hpp>

namespace whence {

/// IS-CAM's masks: one mask in several intensities.
struct intensified_masks {
  static constexpr bool nothing_shows_nothing = true;

  std::size_t count = 10;                                        ///< intensities
  mask_intensities intensities = mask_intensities::accumulated;  ///< which ones

  [[nodiscard]] constexpr std::size_t samples() const { return count; }

  /// The factor of one of the samples.
  [[nodiscard]] constexpr double intensity(std::size_t sample) const {
    auto const i = static_cast<double>(sample), n = static_cast<double>(count);
    switch (intensities) {
      case mask_intensities::accumulated: return i * (i + 1) / 2 / n;
      case mask_intensities::accumulated_1: return (i + 1) * (i + 2) / 2 / n;
      case mask_intensities::even: break;
    }
    return (i + 1) / n;
  }

  template <std::floating_point T>
  void operator()(std::span<T const> mask, std::span<T const> image, std::uint64_t, std::size_t version,
                  std::span<T> out) const {
    T const factor = static_cast<T>(intensity(version % count));
    for (std::size_t i = 0; i != image.size(); ++i) out[i] = image[i] * (factor * mask[i % mask.size()]);
  }
};

static_assert(masking<intensified_masks, float>);

}  // namespace whence
