// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// LayerCAM's formula: every cell of every feature map weighed by its own gradient, where that is positive.
///
///     L(i, j) = sum_k max(0, g_k(i, j)) A_k(i, j),   g = dy/dA
///
/// @source Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization"
struct layer_cam_formula {
  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    return detail::sum_of_terms(maps, gradient, [](T a, T g) { return (g < T(0) ? T(0) : g) * a; });
  }
};

static_assert(cam_formula<layer_cam_formula, float>);

}  // namespace whence
