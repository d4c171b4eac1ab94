// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/image/resize_linear.hpp>
#include <whence/methods/detail/answer.hpp>

namespace whence::presets::article {

/// From class maps to the heatmap of the article "Grad-CAM from Scratch with PyTorch Hooks": negative values clipped,
/// `cv2.resize` to the image, no normalisation.
///
///     auto const maps = whence::presets::article::stages{}(whence::grad_cam{}(model, images), {224, 224});
///
/// The image is shared out evenly among the cells, wherever they look. Where that is right, as in a VGG whose input's
/// sides are multiples of the cells' stride, this is `paper::stages`.
struct stages {
  /// @param answer values (N, h, w), signed or clipped
  /// @param size of the network's input
  /// @return (N, size.height, size.width), none negative, in the answer's units
  /// @throws shape_error for maps without cells
  template <class T>
  [[nodiscard]] map_batch<T> operator()(class_maps<T> const& answer, image_size size) const {
    map_batch<T> maps = answer.values;
    detail::rectify(maps);
    return whence::resize_linear(maps, size);
  }
};

}  // namespace whence::presets::article
