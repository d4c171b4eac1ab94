// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/explanation_panel.hpp>
#include <whence/render/heatmap_picture.hpp>
#include <whence/render/overlay.hpp>
#include <whence/render/side_by_side.hpp>

#include "explain/explanation.hpp"

namespace explain {

/// The picture of an explained photo.
///
/// @param style "panel", "overlay" or "heatmap"
template <class Map>
whence::picture draw_photo(explanation const& explained, whence::photo const& photo, whence::placement const& placement,
                           std::string const& style, whence::map_scale scale, Map const& colors) {
  return std::visit(
      [&](auto const& answer) {
        whence::heatmap_options const shown{.scale = scale};
        if (style == "overlay") return whence::overlay(photo, answer, placement, shown, {}, colors);
        if (style == "heatmap") {
          return whence::heatmap_picture(whence::heatmap_of(answer, placement, shown), colors);
        }
        return whence::explanation_panel(photo, answer, placement, {.scale = scale}, colors);
      },
      explained.answer);
}

/// The heatmaps of an explained batch of tensors, one beside the other: there is no photo to lay them on.
template <class Map>
whence::picture draw_tensor(explanation const& explained, whence::image_batch<float> const& images,
                            whence::map_scale scale, Map const& colors) {
  auto const whole = whence::placement::whole({images.shape(2), images.shape(3)});
  std::vector<whence::picture> pictures;
  std::visit(
      [&](auto const& answer) {
        for (std::size_t n = 0; n != images.shape(0); ++n) {
          auto const shown = whence::heatmap_of(answer, whole, {.image = n, .scale = scale});
          pictures.push_back(whence::heatmap_picture(shown, colors));
        }
      },
      explained.answer);
  return whence::side_by_side(pictures);
}

}  // namespace explain
