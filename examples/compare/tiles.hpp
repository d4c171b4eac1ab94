// SPDX-License-Identifier: BSD-3-Clause
// Small pictures of a photo and of what a method says of it.
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/resize_antialiased.hpp>
#include <whence/render/color_map.hpp>
#include <whence/render/coolwarm.hpp>
#include <whence/render/detail/longer_side_to.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/explanation_panel.hpp>
#include <whence/render/heatmap.hpp>
#include <whence/render/heatmap_picture.hpp>
#include <whence/render/map_scale.hpp>
#include <whence/render/picture.hpp>

#include "compare/method_entry.hpp"

namespace compare {

inline constexpr std::size_t tile_side = 240;  ///< the longer one, in pixels

/// The photo's tile.
inline whence::picture tile_of(whence::photo const& photo) {
  return whence::resize_antialiased(photo.pixels, whence::detail::longer_side_to(photo.size(), tile_side));
}

/// The tile of an answer. Class maps lie over the photo's edges, as in the right half of the panel that `explain`
/// draws; pixel attributions, which are made of lines themselves, stand alone.
template <class Attribution, whence::color_map Map>
whence::picture tile_of(whence::photo const& photo, Attribution const& answer, whence::placement const& placement,
                        whence::map_scale scale, Map const& colors) {
  if constexpr (!requires { answer.geometry; }) {
    auto const size = whence::detail::longer_side_to(photo.size(), tile_side);
    return whence::heatmap_picture(whence::heatmap_of(answer, placement.on_photo_of(size), {.scale = scale}), colors);
  } else {
    auto const panel = whence::explanation_panel(
        photo, answer, placement, {.scale = scale, .longer_side = tile_side, .edge_side = tile_side, .margin = 0},
        colors);
    std::size_t const width = panel.shape(1) / 2;
    whence::picture half({panel.shape(0), width, 3});
    for (std::size_t y = 0; y != half.shape(0); ++y) std::copy_n(&panel(y, width, 0), 3 * width, &half(y, 0, 0));
    return half;
  }
}

/// The same in the colours of the method.
template <class Attribution>
whence::picture tile_of(whence::photo const& photo, Attribution const& answer, whence::placement const& placement,
                        method_words const& words) {
  if (words.shows_signs()) return tile_of(photo, answer, placement, words.scale, whence::diverging{});
  return tile_of(photo, answer, placement, words.scale, whence::coolwarm{});
}

}  // namespace compare
