// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/image/resize_linear.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/presets/detail/stretch_from_least.hpp>

namespace whence::presets::pytorch_grad_cam {

/// From class maps to what pytorch-grad-cam 1.5.7 hands its user: negative values clipped, stretched from the least
/// value to the largest, `cv2.resize` to the image, stretched again.
///
///     M = max(0, L),   M = (M - min M) / (max(M - min M) + 1e-7),   resized,   the same once more
///
///     auto const maps = whence::presets::pytorch_grad_cam::stages{}(whence::grad_cam{}(model, images), {224, 224});
///
/// A map that is the same everywhere becomes zeros, and so does one whose values are small beside 1e-7. It rounds to
/// float32 where it resizes.
///
/// @source pytorch-grad-cam 1.5.7, base_cam.py and utils/image.py
struct stages {
  double epsilon = 1e-7;  ///< beside the maximum

  /// @param answer values (N, h, w), signed or clipped
  /// @param size of the network's input
  /// @return (N, size.height, size.width), from 0 to 1
  /// @throws shape_error for maps without cells
  template <class T>
  [[nodiscard]] map_batch<T> operator()(class_maps<T> const& answer, image_size size) const {
    map_batch<T> maps = answer.values;
    detail::rectify(maps);
    detail::stretch_from_least(maps, epsilon);
    maps = whence::resize_linear(maps, size);
    detail::stretch_from_least(maps, epsilon);
    return maps;
  }
};

}  // namespace whence::presets::pytorch_grad_cam
