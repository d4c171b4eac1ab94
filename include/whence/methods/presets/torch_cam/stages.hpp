// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/methods/presets/detail/stretch_from_least.hpp>

namespace whence::presets::torch_cam {

/// From class maps to what torch-cam 0.5.0 hands its user: negative values clipped, stretched from the least value to
/// the largest, at the tap's resolution.
///
///     M = max(0, L),   M = (M - min M) / (max(M - min M) + 1e-8)
///
///     auto const maps = whence::presets::torch_cam::stages{}(whence::grad_cam{}(model, images));
///
/// @source torch-cam 0.5.0, methods/core.py
struct stages {
  double epsilon = 1e-8;  ///< beside the maximum

  /// @param answer values (N, h, w), signed or clipped
  /// @return (N, h, w), from 0 to 1
  template <class T>
  [[nodiscard]] map_batch<T> operator()(class_maps<T> const& answer) const {
    map_batch<T> maps = answer.values;
    detail::rectify(maps);
    detail::stretch_from_least(maps, epsilon);
    return maps;
  }
};

}  // namespace whence::presets::torch_cam
