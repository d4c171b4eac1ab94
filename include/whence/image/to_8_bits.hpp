// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <whence/core/tensor.hpp>
#include <whence/image/photo.hpp>

namespace whence {

/// The photo in eight bits a channel, to draw on: each value the nearest, so that white stays white.
///
/// y = round(x / 257)
[[nodiscard]] inline photo to_8_bits(photo16 const& deep) {
  photo shallow{tensor<std::uint8_t, 3>({deep.pixels.shape(0), deep.pixels.shape(1), deep.pixels.shape(2)})};
  std::uint16_t const* const from = deep.pixels.data();
  std::uint8_t* const to = shallow.pixels.data();
  for (std::size_t i = 0; i != deep.pixels.size(); ++i) to[i] = static_cast<std::uint8_t>((from[i] + 128u) / 257u);
  return shallow;
}

}  // namespace whence
