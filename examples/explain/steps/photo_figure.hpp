// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/image/recipe.hpp>
#include <whence/image/resize_antialiased.hpp>
#include <whence/render/side_by_side.hpp>

#include "explain/steps/heading.hpp"
#include "explain/steps/map_plot.hpp"
#include "explain/steps/step_values.hpp"

namespace explain::steps {

/// What the network saw as a picture: the recipe's numbers undone. Values from no photo end at black and white, and
/// those that are not finite are black.
///
/// @param images (1, C, H, W), prepared by the recipe
inline whence::picture picture_of_input(whence::image_batch<float> const& images, whence::recipe const& recipe) {
  std::size_t const channels = images.shape(1), height = images.shape(2), width = images.shape(3);
  whence::picture seen({height, width, 3});
  for (std::size_t c = 0; c != 3; ++c) {
    std::size_t const of_color = recipe.order == whence::channel_order::bgr ? 2 - c : c;
    std::size_t const channel = std::min(of_color, channels - 1);  // grey is all three colours
    double const mean = recipe.mean[channel], deviation = recipe.std[channel];
    float const* const values = images.data() + channel * height * width;
    for (std::size_t i = 0; i != height * width; ++i) {
      double const level = 255.0 * (double{values[i]} * deviation + mean) + 0.5;
      seen.data()[3 * i + c] = static_cast<std::uint8_t>(std::isfinite(level) ? std::clamp(level, 0.0, 255.0) : 0.0);
    }
  }
  return seen;
}

/// Figure 4: the photo, and beside it what the network saw of it.
inline whence::picture photo_figure(whence::photo const& photo, whence::image_batch<float> const& images,
                                    whence::placement const& placement, whence::recipe const& recipe) {
  constexpr whence::image_size space{460, 456};
  auto const photo_size = plot::fitted(photo.size(), space);
  whence::picture left = whence::resize_antialiased(photo.pixels, photo_size);
  auto const seen = placement.on_photo_of(photo_size);
  auto const reach = [](whence::axis_placement const& axis) {
    double const end = axis.origin + axis.scale * static_cast<double>(axis.input);
    auto const pixel = [&](double at) {
      return static_cast<std::size_t>(std::lround(std::clamp(at, 0.0, static_cast<double>(axis.photo))));
    };
    return std::pair{pixel(axis.origin), pixel(end)};
  };
  auto const [top, bottom] = reach(seen.rows);
  auto const [begin, end] = reach(seen.columns);
  bool const is_part = bottom - top < photo_size.height || end - begin < photo_size.width;
  if (is_part) {
    constexpr std::size_t line = 3;
    plot::box const part{top, begin, bottom - top, end - begin};
    plot::fill(left, {part.top, part.left, line, part.width}, plot::theme::positive);
    plot::fill(left, {part.bottom() - std::min(line, part.bottom()), part.left, line, part.width},
               plot::theme::positive);
    plot::fill(left, {part.top, part.left, part.height, line}, plot::theme::positive);
    plot::fill(left, {part.top, part.right() - std::min(line, part.right()), part.height, line}, plot::theme::positive);
  }
  whence::image_size const input{images.shape(2), images.shape(3)};
  auto const right = whence::resize_antialiased(picture_of_input(images, recipe), plot::fitted_cells(input, space),
                                                whence::resize_filter::box);
  auto const body =
      whence::side_by_side(std::array{plot::picture_plot(left, photo.size(), "the photo, " + size_words(photo.size())),
                                      plot::picture_plot(right, input, "the network's input, " + size_words(input))});
  std::string const way = is_part ? "The red frame is what the network saw, brought to its input's size."
                                  : "The network saw the whole photo, brought to its input's size.";
  return plot::with_heading(body, "What the network saw", {way + " Height x width, in pixels."});
}

}  // namespace explain::steps
