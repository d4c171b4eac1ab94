// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <whence/core/class_maps.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/image/upsample.hpp>

namespace whence::detail {

/// Class maps at the image's resolution, every cell where it looks.
///
/// @param where what complains
/// @return (N, height, width)
/// @throws unknown_geometry_error where the cells look nowhere
template <class T>
map_batch<T> maps_at_pixels(class_maps<T> const& answer, std::size_t height, std::size_t width,
                            std::string const& where) {
  if (!answer.geometry) {
    throw unknown_geometry_error(where, "maps whose geometry the backend knows", "none: the record has no geometry()");
  }
  return whence::upsample(answer.values, *answer.geometry, height, width);
}

/// Of maps that have a cell for every pixel.
inline tap_geometry pixel_geometry(std::size_t height, std::size_t width) {
  return {{1.0, 0.0, height}, {1.0, 0.0, width}};
}

/// Pixel attributions are at the image's resolution already.
template <class T>
image_batch<T> at_pixels(pixel_attributions<T> const& answer, image_batch<T> const&, std::string const&) {
  return answer.values;
}

/// Class maps are upsampled, every cell where it looks, and repeated for each channel.
template <class T>
image_batch<T> at_pixels(class_maps<T> const& answer, image_batch<T> const& images, std::string const& where) {
  map_batch<T> const maps = detail::maps_at_pixels(answer, images.shape(2), images.shape(3), where);
  image_batch<T> result(images.shape());
  std::size_t const cells = images.shape(2) * images.shape(3);
  for (std::size_t plane = 0; plane != images.shape(0) * images.shape(1); ++plane) {
    T const* const map = maps.data() + plane / images.shape(1) * cells;
    std::copy_n(map, cells, result.data() + plane * cells);
  }
  return result;
}

}  // namespace whence::detail
