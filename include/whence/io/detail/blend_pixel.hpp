// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>

namespace whence::detail {

/// One of stb's pixels, of one to four channels, as red, green and blue: grey thrice, and what is transparent on white.
/// Rounded once and to nearest, whatever the depths.
template <class Stored, class Pixel>
void blend_pixel(Stored const* pixel, std::size_t channels, Pixel* rgb) {
  constexpr std::uint64_t white = std::numeric_limits<Stored>::max();
  constexpr std::uint64_t brightest = std::numeric_limits<Pixel>::max();
  std::uint64_t const alpha = channels % 2 == 0 ? pixel[channels - 1] : white;
  for (std::size_t c = 0; c != 3; ++c) {
    std::uint64_t const value = pixel[channels < 3 ? 0 : c];
    std::uint64_t const blended = value * alpha + white * (white - alpha);
    rgb[c] = static_cast<Pixel>((blended * brightest + white * white / 2) / (white * white));
  }
}

}  // namespace whence::detail
