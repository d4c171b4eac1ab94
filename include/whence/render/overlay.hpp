// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <whence/image/luma.hpp>
#include <whence/image/photo.hpp>
#include <whence/render/paint_heatmap.hpp>

namespace whence {

/// How an overlay is mixed.
struct overlay_options {
  double alpha = 0.5;  ///< opacity of the heatmap, in [0, 1]
};

/// A heatmap over its photo. What the network did not see is dimmed and grey.
///
/// @param heatmap of the photo's size
/// @return (H, W, 3)
/// @throws shape_error where the sizes differ
template <color_map Map = coolwarm>
[[nodiscard]] picture overlay(photo const& photo, heatmap const& heatmap, overlay_options const& options = {},
                              Map const& colors = {}) {
  picture canvas = photo.pixels;
  whence::paint_heatmap(canvas, heatmap, options.alpha, colors);
  if (heatmap.status != map_status::meaningful) return canvas;
  std::size_t pixel = 0;
  for (float const value : heatmap.values) {
    std::uint8_t* const colour = canvas.data() + 3 * pixel++;
    if (!std::isnan(value)) continue;
    auto const grey = static_cast<std::uint8_t>(whence::luma_of(colour[0], colour[1], colour[2]) / 2);
    std::fill_n(colour, 3, grey);
  }
  return canvas;
}

/// An attribution over the photo it explains.
///
/// @param placement of the image in the photo, as `preprocess` returned it
/// @return (H, W, 3)
/// @throws shape_error where placement, photo and attribution do not belong together
/// @throws error for an opacity or saturation out of its range
/// @throws unknown_geometry_error for class maps that do not know where their cells look
template <class Attribution, color_map Map = coolwarm>
[[nodiscard]] picture overlay(photo const& photo, Attribution const& attribution, placement const& placement,
                              heatmap_options const& shown = {}, overlay_options const& options = {},
                              Map const& colors = {}) {
  return whence::overlay(photo, whence::heatmap_of(attribution, placement, shown), options, colors);
}

}  // namespace whence
