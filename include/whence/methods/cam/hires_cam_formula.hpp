// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// HiResCAM's formula: the gradient times the feature maps, cell by cell.
///
///     L(i, j) = sum_k g_k(i, j) A_k(i, j),   g = dy/dA
///
/// @source Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural
///         networks"
struct hires_cam_formula {
  static constexpr bool keeps_sign = true;  ///< the paper clips nothing

  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    return detail::sum_of_terms(maps, gradient, [](T a, T g) { return g * a; });
  }
};

static_assert(cam_formula<hires_cam_formula, float>);

}  // namespace whence
