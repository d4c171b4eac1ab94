// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <whence/render/color_map.hpp>

namespace whence {

/// The colour at `value` on a scale of evenly spaced colours, linear in between: all a colour map of one's own needs.
///
/// @param colors at least one, from 0 to 1
/// @param value in [0, 1]; beyond that the nearer end's colour
[[nodiscard]] constexpr rgb between_colors(std::span<rgb const> colors, double value) {
  double const at = value * static_cast<double>(colors.size() - 1);
  if (!(at > 0.0)) return colors.front();
  auto const last = colors.size() - 1;
  if (at >= static_cast<double>(last)) return colors.back();
  auto const first = static_cast<std::size_t>(at);
  double const share = at - static_cast<double>(first);
  rgb mixed{};
  for (std::size_t c = 0; c != mixed.size(); ++c) {
    double const from = colors[first][c], to = colors[first + 1][c];
    mixed[c] = static_cast<std::uint8_t>(from + share * (to - from) + 0.5);
  }
  return mixed;
}

}  // namespace whence
