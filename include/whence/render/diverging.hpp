// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <whence/render/between_colors.hpp>

namespace whence {

/// Blue through white to red, white exactly at 1/2: for signed maps scaled by `map_scale::symmetric`, where white then
/// says "neither for nor against". The two arms are mirror images in lightness, so that neither sign looks louder.
struct diverging {
  [[nodiscard]] constexpr rgb operator()(double value) const {
    constexpr std::array<rgb, 7> colors{{{24, 66, 156},
                                         {64, 124, 202},
                                         {146, 186, 226},
                                         {255, 255, 255},
                                         {240, 168, 148},
                                         {214, 82, 68},
                                         {158, 14, 36}}};
    return whence::between_colors(colors, value);
  }
};

static_assert(color_map<diverging>);

}  // namespace whence
