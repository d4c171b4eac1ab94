// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <whence/core/error.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/render/color_map.hpp>
#include <whence/render/coolwarm.hpp>
#include <whence/render/detail/label_without_meaning.hpp>
#include <whence/render/heatmap.hpp>
#include <whence/render/picture.hpp>

namespace whence {

namespace detail {

inline void blend(std::uint8_t* under, rgb const& over, double alpha) {
  for (std::size_t c = 0; c != over.size(); ++c)
    under[c] = static_cast<std::uint8_t>((1.0 - alpha) * under[c] + alpha * over[c] + 0.5);
}

/// Stripes at 45 degrees, about twenty across a picture whatever its size.
inline bool on_a_stripe(std::size_t row, std::size_t column, image_size size) {
  std::size_t const width = std::max<std::size_t>(std::max(size.height, size.width) / 40, 2);
  return (row + column) / width % 2 == 0;
}

}  // namespace detail

/// Lays a heatmap's colours over a picture. Where the heatmap has no value the picture stays as it is: the network did
/// not look there. A map without meaning (constant, all zero, not finite) is never coloured as if it had one: grey
/// stripes cover all of it, and where there is room for words, from 60 columns on, a label says why.
///
/// @param canvas (H, W, 3), of the heatmap's size; painted on
/// @param alpha opacity of the colours, in [0, 1]
/// @throws shape_error where the sizes differ
/// @throws error for an opacity out of its range
template <color_map Map = coolwarm>
void paint_heatmap(picture& canvas, heatmap const& heatmap, double alpha, Map const& colors = {}) {
  std::size_t const height = canvas.shape(0), width = canvas.shape(1);
  if (canvas.shape(2) != 3 || heatmap.values.shape(0) != height || heatmap.values.shape(1) != width) {
    throw shape_error("paint_heatmap", "a picture (H, W, 3) and a heatmap of the same size",
                      whence::shape_text(canvas.shape()) + " and " + whence::shape_text(heatmap.values.shape()));
  }
  if (!(alpha >= 0.0 && alpha <= 1.0)) {
    throw error("paint_heatmap", "an opacity from 0 to 1", std::to_string(alpha));
  }
  constexpr rgb stripe{128, 128, 128};
  for (std::size_t y = 0; y != height; ++y) {
    for (std::size_t x = 0; x != width; ++x) {
      std::uint8_t* const pixel = canvas.data() + (y * width + x) * 3;
      float const value = heatmap.values(y, x);
      if (heatmap.status != map_status::meaningful) {
        if (detail::on_a_stripe(y, x, {height, width})) detail::blend(pixel, stripe, 0.35);
      } else if (!std::isnan(value)) {
        detail::blend(pixel, colors(static_cast<double>(value)), alpha);
      }
    }
  }
  if (heatmap.status != map_status::meaningful) detail::label_without_meaning(canvas, heatmap.status);
}

}  // namespace whence
