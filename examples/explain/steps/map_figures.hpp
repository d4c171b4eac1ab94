// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <vector>
#include <whence/image/upsample.hpp>
#include <whence/render/side_by_side.hpp>

#include "explain/steps/heading.hpp"
#include "explain/steps/map_plot.hpp"
#include "explain/steps/mean_gradients_figure.hpp"
#include "explain/steps/step_values.hpp"

namespace explain::steps {

namespace detail {

template <class Values>
std::span<float const> all_of(Values const& values) {
  return {values.data(), values.size()};
}

inline std::string range_text(std::span<float const> values) {
  auto const [least, greatest] = std::ranges::minmax(values);
  return number_text(double{least}) + " to " + number_text(double{greatest});
}

/// From zero to the greatest value.
inline plot::shading from_zero(std::span<float const> values) {
  return {0.0, double{std::ranges::max(values)}, whence::coolwarm{}};
}

/// Why a rectified map has nothing to show, given that its signed map has.
inline std::string words_of_nothing_for(step_values const& values) {
  auto const status = values.rectified_map.status.front();
  if (status == whence::map_status::all_zero && values.signed_map.status.front() == whence::map_status::meaningful) {
    return "All zero: nowhere do the feature maps speak for " + values.question.subject + ".";
  }
  return words_without_meaning(status, "The map");
}

}  // namespace detail

/// Figure 9: the weighted sum of the feature maps, and what of it is above zero.
inline whence::picture signed_and_rectified_figure(step_values const& values) {
  constexpr whence::image_size space{364, 350};
  auto const sum = detail::all_of(values.signed_map.values), positive = detail::all_of(values.rectified_map.values);
  auto const sum_status = values.signed_map.status.front(), status = values.rectified_map.status.front();
  bool const has_sum = sum_status == whence::map_status::meaningful;
  bool const has_map = status == whence::map_status::meaningful;
  double limit = 1.0;
  if (has_sum) limit = std::max(-double{std::ranges::min(sum)}, double{std::ranges::max(sum)});
  plot::map_words words{"weighted sum, signed", "row of cells", "column of cells", "", values.question.unit};
  auto const left = plot::map_plot(sum, values.cells(), plot::both_signs(limit), space, words, sum_status,
                                   words_without_meaning(sum_status, "The weighted sum"));
  words.title = "max(0, weighted sum)";
  auto const right = plot::map_plot(positive, values.cells(), has_map ? detail::from_zero(positive) : plot::shading{},
                                    space, words, status, detail::words_of_nothing_for(values));
  std::vector<std::string> notes{"Every feature map at " + values.tap + " times its mean gradient, summed."};
  if (has_sum) {
    notes.front() += " The sum goes from " + detail::range_text(sum) + " " + values.question.unit + ".";
    notes.push_back("At the left red speaks for " + values.question.subject + " and blue against it.");
  }

  return plot::with_heading(whence::side_by_side(std::array{left, right}, 0),
                            "Where the feature maps speak for " + values.question.subject, notes);
}

/// Figure 10: the map at the size of the network's input.
inline whence::picture upsampled_figure(step_values const& values, whence::image_size input) {
  constexpr whence::image_size space{680, 900};
  auto const& geometry = values.rectified_map.geometry;
  std::string const title = "The map at the size of the network's input, " + size_words(input);
  plot::map_words const words{"", "row of pixels", "column of pixels", "", values.question.unit};
  if (!geometry) {
    return plot::with_heading(
        plot::nothing_to_plot("The cells at " + values.tap + " look nowhere in particular: the map has no place."),
        title, {});
  }
  auto const upsampled = whence::upsample(values.rectified_map.values, *geometry, input.height, input.width);
  auto const status = values.rectified_map.status.front();
  bool const has_map = status == whence::map_status::meaningful;
  auto const shown = detail::all_of(upsampled);
  auto const body = plot::map_plot(shown, input, has_map ? detail::from_zero(shown) : plot::shading{}, space, words,
                                   status, detail::words_of_nothing_for(values));
  auto const axis = [](whence::axis_geometry const& one) {
    return "every " + number_text(one.stride) + " pixels from pixel " + number_text(one.offset);
  };
  std::string const across =
      axis(geometry->rows) == axis(geometry->columns) ? "" : ", across " + axis(geometry->columns);
  return plot::with_heading(body, title,
                            {"Each of the " + size_words(values.cells()) + " cells is put where it looks, " +
                             axis(geometry->rows) + across + "; bilinear in between, flat outside."});
}

}  // namespace explain::steps
