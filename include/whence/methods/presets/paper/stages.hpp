// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/detail/at_pixels.hpp>

namespace whence::presets::paper {

/// From class maps to what Grad-CAM's paper draws: negative values clipped, bilinear upsampling to the image, no
/// normalisation. Every cell lies where it looks.
///
///     auto const maps = whence::presets::paper::stages{}(whence::grad_cam{}(model, images), {224, 224});
///
/// @source Selvaraju et al. 2017, "Grad-CAM", section 3 and equation 2
struct stages {
  /// @param answer values (N, h, w), signed or clipped
  /// @param size of the network's input
  /// @return (N, size.height, size.width), none negative, in the answer's units
  /// @throws unknown_geometry_error where the maps have no place in the image; shape_error for maps without cells
  template <class T>
  [[nodiscard]] map_batch<T> operator()(class_maps<T> const& answer, image_size size) const {
    class_maps<T> clipped = answer;
    detail::rectify(clipped.values);
    return detail::maps_at_pixels(clipped, size.height, size.width, "stages of the paper");
  }
};

}  // namespace whence::presets::paper
