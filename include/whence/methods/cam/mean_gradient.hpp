// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/concepts/cam_formula.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// Grad-CAM's formula: every feature map weighed by its mean gradient.
///
///     L(i, j) = sum_k a_k A_k(i, j),   a_k = mean over (i, j) of dy/dA_k(i, j)
///
/// @source Selvaraju et al. 2017, "Grad-CAM", equations 1 and 2 before the ReLU
struct mean_gradient {
  /// @param maps A (N, K, h, w)
  /// @param gradient dy/dA (N, K, h, w)
  /// @return (N, h, w), signed
  /// @throws shape_error where the gradient is not shaped like the maps
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) const {
    if (gradient.shape() != maps.shape()) {
      throw shape_error("gradient of feature maps", whence::shape_text(maps.shape()),
                        whence::shape_text(gradient.shape()));
    }
    std::size_t const channels = maps.shape(1);
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    map_batch<T> result = xt::zeros<T>({maps.shape(0), maps.shape(2), maps.shape(3)});
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      T* const out = result.data() + n * cells;
      for (std::size_t k = 0; k != channels; ++k) {
        T const* const a = maps.data() + (n * channels + k) * cells;
        T const* const g = gradient.data() + (n * channels + k) * cells;
        T sum = T(0);
        for (std::size_t i = 0; i != cells; ++i) sum += g[i];
        T const weight = sum / static_cast<T>(cells);
        for (std::size_t i = 0; i != cells; ++i) out[i] += weight * a[i];
      }
    }
    return result;
  }
};

static_assert(cam_formula<mean_gradient, float>);

}  // namespace whence
