// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <whence/render/paint_heatmap.hpp>

namespace whence {

/// A heatmap alone, in colour; no photo is needed. A chequerboard stands where the network did not look.
///
///     whence::heatmap_picture(whence::heatmap_of(answer, whence::placement::whole({224, 224})))
///
/// @return (H, W, 3), of the heatmap's size
template <color_map Map = coolwarm>
[[nodiscard]] picture heatmap_picture(heatmap const& heatmap, Map const& colors = {}) {
  std::size_t const height = heatmap.values.shape(0), width = heatmap.values.shape(1);
  picture canvas({height, width, 3});
  bool const chequered = heatmap.status == map_status::meaningful;
  for (std::size_t i = 0; i != height * width; ++i) {
    bool const dark = chequered && (i / width / 8 + i % width / 8) % 2 == 0;
    std::fill_n(canvas.data() + 3 * i, 3, static_cast<std::uint8_t>(dark ? 225 : 245));
  }
  whence::paint_heatmap(canvas, heatmap, 1.0, colors);
  return canvas;
}

}  // namespace whence
