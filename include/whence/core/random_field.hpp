// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace whence {

namespace detail {

/// Ten rounds of Philox 4 x 32: 128 random bits as a function of a counter and a key.
///
/// @source Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3
constexpr std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round != 10; ++round) {
    std::uint64_t const left = std::uint64_t{0xD2511F53} * counter[0];
    std::uint64_t const right = std::uint64_t{0xCD9E8D57} * counter[2];
    counter = {static_cast<std::uint32_t>(right >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(right),
               static_cast<std::uint32_t>(left >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(left)};
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
  }
  return counter;
}

}  // namespace detail

/// Random numbers that are a function of where they are used: of a seed, an image, a sample of it and an element. There
/// is no state, so they depend on no order, no thread and no batch.
///
///     whence::random_field const noise{.seed = 1, .image = whence::content_key(images, n), .sample = 3};
///     double const x = noise.normal(element);
struct random_field {
  std::uint64_t seed = 0;
  std::uint64_t image = 0;   ///< `content_key`, or 0 where all images are to meet the same numbers
  std::uint32_t sample = 0;  ///< which one of many

  /// Evenly spread over (0, 1), one of 2^52 values; neither end is one.
  [[nodiscard]] constexpr double uniform(std::uint32_t element) const {
    auto const bits = at(element);
    return unit(bits[0], bits[1]);
  }

  /// Of mean 0 and variance 1.
  ///
  /// @source Box and Muller 1958, "A note on the generation of random normal deviates"
  [[nodiscard]] double normal(std::uint32_t element) const {
    auto const bits = at(element);
    return std::sqrt(-2.0 * std::log(unit(bits[0], bits[1]))) *
           std::cos(2.0 * std::numbers::pi * unit(bits[2], bits[3]));
  }

 private:
  [[nodiscard]] constexpr std::array<std::uint32_t, 4> at(std::uint32_t element) const {
    return detail::philox({element, sample, static_cast<std::uint32_t>(image), static_cast<std::uint32_t>(image >> 32)},
                          {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
  }

  /// The middle of one of 2^52 equal parts of (0, 1).
  [[nodiscard]] static constexpr double unit(std::uint32_t high, std::uint32_t low) {
    std::uint64_t const part = ((std::uint64_t{high} << 32) | low) >> 12;
    return (static_cast<double>(part) + 0.5) * 0x1p-52;
  }
};

}  // namespace whence
