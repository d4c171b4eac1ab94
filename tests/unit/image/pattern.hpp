// SPDX-License-Identifier: BSD-3-Clause
// The pictures of tests/golden/image/write_recipe_golden.py, made again: so no golden file holds them.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <whence/core/tensor.hpp>
#include <whence/image/photo.hpp>

namespace golden {

/// Ramps, noise and an edge, by whole numbers alone.
inline whence::tensor<std::uint8_t, 3> pattern(std::size_t height, std::size_t width, std::size_t channels = 3) {
  constexpr std::uint8_t magenta[] = {255, 0, 255};
  whence::tensor<std::uint8_t, 3> pixels({height, width, channels});
  for (std::size_t y = 0; y != height; ++y)
    for (std::size_t x = 0; x != width; ++x)
      for (std::size_t c = 0; c != channels; ++c) {
        auto const ramp = std::abs(static_cast<int>(((5 + 2 * c) * x + (3 + c) * y + 40 * c) % 510) - 255);
        std::uint64_t const seed = y * 7919 + x * 104729 + c * 1299709 + 12345;
        auto const noise = static_cast<int>((seed * 2654435761u & 0xFFFFFFFFu) >> 26);
        bool const marked = y >= height / 4 && y < height / 2 && x >= width / 3 && x < width / 2;
        pixels(y, x, c) = marked ? magenta[c] : static_cast<std::uint8_t>(std::clamp(ramp + noise - 32, 0, 255));
      }
  return pixels;
}

inline whence::photo pattern_photo(std::size_t height, std::size_t width) {
  return {golden::pattern(height, width)};
}

/// Away from black and white, so that no filter overshoots them.
inline whence::photo16 deep_pattern(std::size_t height, std::size_t width) {
  auto const shallow = golden::pattern(height, width);
  whence::photo16 photo{whence::tensor<std::uint16_t, 3>({height, width, 3})};
  for (std::size_t y = 0; y != height; ++y)
    for (std::size_t x = 0; x != width; ++x)
      for (std::size_t c = 0; c != 3; ++c)
        photo.pixels(y, x, c) = static_cast<std::uint16_t>(8192u + 128u * shallow(y, x, c) + x * y % 128u);
  return photo;
}

/// Every level v as 257 v: the same brightness in 16 bits.
inline whence::photo16 deepened(whence::photo const& photo) {
  whence::photo16 deep{whence::tensor<std::uint16_t, 3>({photo.height(), photo.width(), 3})};
  std::ranges::transform(photo.pixels, deep.pixels.begin(),
                         [](unsigned value) { return static_cast<std::uint16_t>(257u * value); });
  return deep;
}

/// A checksum short enough to write again: FNV-1a, 64 bits.
inline std::uint64_t fnv1a(whence::tensor<std::uint8_t, 3> const& bytes) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (std::uint8_t const byte : bytes) hash = (hash ^ byte) * 0x100000001b3;
  return hash;
}

}  // namespace golden
