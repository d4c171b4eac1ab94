// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>
#include <whence/methods/presets/detail/resize_nearest.hpp>

namespace whence::presets::captum {

/// From signed class maps to what captum 0.9.0 makes of them with its defaults: `LayerGradCam` clips nothing, and
/// `LayerAttribution.interpolate` gives every pixel the value of one cell.
///
///     whence::grad_cam cam;
///     cam.keep_signed = true;
///     auto const maps = whence::presets::captum::stages{}(cam(model, images), {224, 224});
///
/// @source captum 0.9.0, attr/_core/layer/grad_cam.py and attr/_utils/attribution.py
struct stages {
  /// @param answer values (N, h, w), signed
  /// @param size of the network's input
  /// @return (N, size.height, size.width), signed, in the answer's units
  /// @throws shape_error for maps without cells
  template <class T>
  [[nodiscard]] map_batch<T> operator()(class_maps<T> const& answer, image_size size) const {
    return detail::resize_nearest(answer.values, size);
  }
};

}  // namespace whence::presets::captum
