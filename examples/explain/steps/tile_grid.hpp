// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>
#include <whence/core/map_status.hpp>

#include "explain/steps/shading.hpp"
#include "explain/steps/without_meaning.hpp"

namespace explain::plot {

/// Maps in rows of eight, all on one scale, each with its number. A map that is the same everywhere, or not finite, is
/// hatched.
///
/// @param values (K, h, w)
inline whence::picture tile_grid(std::span<float const> values, whence::image_size cells, shading const& colors,
                                 std::string const& quantity, std::string const& unit) {
  constexpr std::size_t in_a_row = 8, gap = 10, caption = theme::tick_height + 4;
  std::size_t const map = cells.height * cells.width, count = values.size() / map;
  std::size_t const columns = std::min(count, in_a_row), rows = (count + in_a_row - 1) / in_a_row;
  std::size_t const side = (theme::body_width - color_bar_space) / in_a_row - gap;
  auto const size = fitted_cells(cells, {side, side});
  box const all{0, 0, rows * (caption + size.height + gap) - gap, columns * (size.width + gap) - gap};
  std::size_t const bar = std::max<std::size_t>(all.height - caption, 260);  // as long as its label needs
  whence::picture canvas = white_picture(caption + bar + 12, all.width + color_bar_space);
  for (std::size_t k = 0; k != count; ++k) {
    box const tile{(k / in_a_row) * (caption + size.height + gap) + caption, (k % in_a_row) * (size.width + gap) + 1,
                   size.height, size.width};
    write(canvas, tile.top - caption, tile.left, std::to_string(k), {theme::tick_height, theme::faint});
    auto const one = values.subspan(k * map, map);
    bool const has_meaning = whence::status_of(one, 0.0F) == whence::map_status::meaningful;
    has_meaning ? paint(canvas, tile, one, cells, colors) : hatch(canvas, tile);
    frame(canvas, tile, theme::plain);
  }
  color_bar(canvas, {caption, 0, bar, all.width}, colors, quantity, unit);
  return canvas;
}

/// The limit of a scale for both signs: the greatest magnitude but for the last half per cent, which would make all
/// others pale; 0 where there is nothing but zeros and what is not finite.
inline double usual_limit(std::span<float const> values) {
  std::vector<double> magnitudes;
  for (float const value : values) {
    if (std::isfinite(value)) magnitudes.push_back(std::abs(double{value}));
  }
  if (magnitudes.empty()) return 0.0;
  auto const last = static_cast<std::ptrdiff_t>(magnitudes.size() - 1 - magnitudes.size() / 200);
  std::ranges::nth_element(magnitudes, magnitudes.begin() + last);
  double const usual = magnitudes[static_cast<std::size_t>(last)];
  return usual > 0.0 ? usual : std::ranges::max(magnitudes);
}

}  // namespace explain::plot
