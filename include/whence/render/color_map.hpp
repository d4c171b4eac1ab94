// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <concepts>
#include <cstdint>

namespace whence {

/// Red, green, blue.
using rgb = std::array<std::uint8_t, 3>;

/// Colours for the numbers of a heatmap.
///
///     map(value in [0, 1]) -> rgb
///
/// Values outside [0, 1] take the colour of the nearer end.
template <class Map>
concept color_map = std::semiregular<Map> && requires(Map const& map, double value) {
  { map(value) } -> std::same_as<rgb>;
};

}  // namespace whence
