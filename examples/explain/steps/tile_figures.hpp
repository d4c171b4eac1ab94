// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "explain/steps/heading.hpp"
#include "explain/steps/step_values.hpp"
#include "explain/steps/tile_grid.hpp"
#include "explain/steps/without_meaning.hpp"

namespace explain::steps {

namespace detail {

inline constexpr std::size_t most_tiles = 64;

/// The maps shown out of all.
inline std::span<float const> first_maps(whence::feature_tensor<float> const& maps) {
  std::size_t const shown = std::min(maps.shape(1), most_tiles);
  return {maps.data(), shown * maps.shape(2) * maps.shape(3)};
}

/// How many of the maps shown say nothing, in words; empty for none.
inline std::string hatched_words(std::span<float const> maps, std::size_t cells) {
  std::string words;
  for (auto const status :
       {whence::map_status::all_zero, whence::map_status::constant, whence::map_status::not_finite}) {
    std::size_t hatched = 0;
    for (std::size_t begin = 0; begin != maps.size(); begin += cells) {
      hatched += whence::status_of(maps.subspan(begin, cells), 0.0F) == status;
    }
    if (hatched == 0) continue;
    words += (words.empty() ? "" : ", ") + std::to_string(hatched) + (hatched == 1 ? " map " : " maps ") +
             std::string(whence::to_text(status));
  }
  return words;
}

inline std::string counted_maps(step_values const& values) {
  std::size_t const shown = std::min(values.maps(), most_tiles);
  std::string const maps = " feature maps at " + values.tap + ", " + size_words(values.cells()) + " cells";
  return shown == values.maps() ? "The " + std::to_string(shown) + maps
                                : std::to_string(shown) + " of " + std::to_string(values.maps()) + maps;
}

inline whence::picture tile_figure(step_values const& values, whence::feature_tensor<float> const& maps,
                                   plot::shading const& colors, std::string const& unit, std::string const& title,
                                   std::vector<std::string> notes) {
  auto const shown = first_maps(maps);
  std::string const hatched = hatched_words(shown, maps.shape(2) * maps.shape(3));
  if (plot::usual_limit(shown) == 0.0) {
    return plot::with_heading(plot::nothing_to_plot("None of these maps says anything: " + hatched + "."), title, {});
  }
  notes.back() += " All on one scale; the few values beyond it have the colour of its end." +
                  (hatched.empty() ? "" : " Hatched: " + hatched + ".");
  return plot::with_heading(plot::tile_grid(shown, values.cells(), colors, "", unit), title, notes);
}

}  // namespace detail

/// Figure 6: what the network found where.
inline whence::picture feature_maps_figure(step_values const& values) {
  auto const shown = detail::first_maps(values.feature_maps);
  double const limit = plot::usual_limit(shown);
  bool const has_negative = std::ranges::any_of(shown, [](float value) { return value < 0.0F; });
  auto const colors = has_negative ? plot::both_signs(limit) : plot::shading{0.0, limit, whence::viridis{}};
  std::string const signs = !has_negative ? "Nowhere below zero."
                            : values.relu_follows
                                ? "Before the ReLU: red is above zero, blue below, which the ReLU cuts off."
                                : "Red is above zero, blue below.";
  return detail::tile_figure(values, values.feature_maps, colors, "activation", detail::counted_maps(values), {signs});
}

/// Figure 7: what more of each would do to the answer.
inline whence::picture gradients_figure(step_values const& values) {
  std::string const title = "Gradients of " + values.question.scalar;
  if (!values.has_finite_logits()) {
    return plot::with_heading(plot::nothing_to_plot(logits_not_finite_words), title, {});
  }
  double const limit = plot::usual_limit(detail::first_maps(values.gradient));
  return detail::tile_figure(values, values.gradient, plot::both_signs(limit),
                             values.question.unit + " per unit activation", title,
                             {detail::counted_maps(values) + ".",
                              "Red: more activation here raises " + values.question.scalar + "; blue: it lowers it."});
}

}  // namespace explain::steps
