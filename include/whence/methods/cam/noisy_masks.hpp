// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <whence/core/random_field.hpp>
#include <whence/methods/cam/masking.hpp>

namespace whence {

/// SS-CAM's masks: normal noise on the mask, the same for every channel of the image, or on the masked image.
///
/// The noise is a function of the seed, the image's content, the feature map, the sample and the pixel.
struct noisy_masks {
  std::size_t count = 35;  ///< images made of one mask
  double deviation = 2.0;  ///< of the noise: the mask runs from 0 to 1
  bool on_image = false;   ///< noise on the masked image, in units of the network's input, instead of on the mask
  std::uint64_t seed = 0;

  [[nodiscard]] constexpr std::size_t samples() const { return count; }

  template <std::floating_point T>
  void operator()(std::span<T const> mask, std::span<T const> image, std::uint64_t key, std::size_t version,
                  std::span<T> out) const {
    random_field const field{seed, key, static_cast<std::uint32_t>(version)};
    auto const noise = [&](std::size_t element) {
      return static_cast<T>(deviation * field.normal(static_cast<std::uint32_t>(element)));
    };
    std::size_t const pixels = mask.size();
    for (std::size_t p = 0; p != pixels; ++p) {
      T const seen = on_image ? mask[p] : mask[p] + noise(p);
      for (std::size_t i = p; i < image.size(); i += pixels) out[i] = image[i] * seen + (on_image ? noise(i) : T(0));
    }
  }
};

static_assert(masking<noisy_masks, float>);

}  // namespace whence
