// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/feature_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>
#include <whence/methods/detail/leading_projection.hpp>

namespace whence {

/// Eigen-CAM's formula: the one mixture of the feature maps that keeps most of them.
///
///     L = O v_1,   O = U S V^T: the singular value decomposition of the feature maps, O (h w, K)
///
/// A singular vector has no sign of its own. Here its components sum to something positive, so that the map grows where
/// the sum of all feature maps does: of maps behind a ReLU no value is negative. Where they sum to less than 1e-9, the
/// largest magnitude of the map is positive, the first in row-major order if there are several. Where the first two
/// singular values are equal, the paper does not say which mixture is meant; here it is the same one each time.
///
/// @source Muhammad and Yeasin 2020, "Eigen-CAM: Class Activation Map using Principal Components", section III
struct eigen_cam_formula {
  static constexpr bool keeps_sign = true;  ///< the paper clips nothing

  bool centred = false;  ///< take each feature map less its mean, as pytorch-grad-cam does: the principal component

  /// @param maps A (N, K, h, w)
  /// @return (N, h, w), signed
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps) const {
    map_batch<T> result = map_batch<T>::from_shape({maps.shape(0), maps.shape(2), maps.shape(3)});
    std::size_t const cells = maps.shape(2) * maps.shape(3);
    std::size_t const channels = maps.shape(1);
    for (std::size_t n = 0; n != maps.shape(0); ++n) {
      detail::leading_projection<T>({maps.data() + n * channels * cells, channels * cells}, channels, centred,
                                    {result.data() + n * cells, cells});
    }
    return result;
  }
};

static_assert(feature_formula<eigen_cam_formula, float>);

}  // namespace whence
