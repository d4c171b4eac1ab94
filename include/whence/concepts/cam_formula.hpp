// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/core/tensor.hpp>

namespace whence {

/// A pure function from feature maps and their gradient to signed maps: what tells one CAM from another.
///
///     formula(feature_maps (N, K, h, w), gradient (N, K, h, w)) -> maps (N, h, w)
///     Formula::keeps_sign                               (optional: true where the paper clips nothing at zero)
template <class Formula, class T>
concept cam_formula = std::default_initializable<Formula> &&
    requires(Formula const& formula, feature_tensor<T> const& maps, feature_tensor<T> const& gradient) {
  { formula(maps, gradient) } -> std::same_as<map_batch<T>>;
};

}  // namespace whence
