// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <whence/render/between_colors.hpp>

namespace whence {

/// From black to white.
struct gray {
  [[nodiscard]] constexpr rgb operator()(double value) const {
    constexpr std::array<rgb, 2> ends{{{0, 0, 0}, {255, 255, 255}}};
    return whence::between_colors(ends, value);
  }
};

static_assert(color_map<gray>);

}  // namespace whence
