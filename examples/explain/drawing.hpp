// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
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

#include "explain/methods.hpp"

/// The pictures of a batch side by side, a white gap between them.
inline whence::picture side_by_side(std::vector<whence::picture> const& pictures) {
  constexpr std::size_t gap = 8;
  std::size_t const height = pictures.front().shape(0);
  std::size_t width = gap * (pictures.size() - 1);
  for (auto const& one : pictures) width += one.shape(1);
  whence::picture all({height, width, 3});
  all.fill(255);
  std::size_t left = 0;
  for (auto const& one : pictures) {
    for (std::size_t y = 0; y != height; ++y) {
      std::copy_n(one.data() + y * one.shape(1) * 3, one.shape(1) * 3, all.data() + (y * width + left) * 3);
    }
    left += one.shape(1) + gap;
  }
  return all;
}

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
  return side_by_side(pictures);
}
