// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <whence/methods/cam/masking.hpp>

namespace whence {

/// Score-CAM's masks: the image times the mask, once.
struct whole_masks {
  static constexpr bool nothing_shows_nothing = true;

  [[nodiscard]] static constexpr std::size_t samples() { return 1; }

  /// Every channel of the image times the mask.
  template <std::floating_point T>
  void operator()(std::span<T const> mask, std::span<T const> image, std::uint64_t, std::size_t,
                  std::span<T> out) const {
    for (std::size_t i = 0; i != image.size(); ++i) out[i] = image[i] * mask[i % mask.size()];
  }
};

static_assert(masking<whole_masks, float>);

}  // namespace whence
