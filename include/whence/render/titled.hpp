// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/render/detail/paste.hpp>
#include <whence/render/draw_text.hpp>
#include <whence/render/picture.hpp>
#include <whence/render/text_width.hpp>

namespace whence {

/// A picture under a white band with its title, which begins where the picture does. White to the right of it where the
/// title is the wider of the two: no word is cut off.
///
/// @param untitled (H, W, 3)
/// @param title as `draw_text` takes it
/// @param style of the title; the band is one and a half lines high
/// @throws shape_error for a picture without three channels
[[nodiscard]] inline picture titled(picture const& untitled, std::string_view title,
                                    text_style const& style = {.height = 20}) {
  if (untitled.shape(2) != 3) {
    throw shape_error("titled", "a picture (H, W, 3)", whence::shape_text(untitled.shape()));
  }
  std::size_t const band = style.height + style.height / 2;
  picture canvas = detail::white_picture(band + untitled.shape(0),
                                         std::max(untitled.shape(1), whence::text_width(title, style.height)));
  whence::draw_text(canvas, style.height / 4, 0, title, style);
  detail::paste(canvas, untitled, band, 0);
  return canvas;
}

}  // namespace whence
