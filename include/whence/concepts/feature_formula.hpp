// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/core/tensor.hpp>

namespace whence {

/// A pure function from feature maps alone to signed maps. It knows no question: whatever is asked, the map is the
/// same, and no backward pass is made for it.
///
///     formula(feature_maps (N, K, h, w)) -> maps (N, h, w)
///     Formula::keeps_sign                               (optional: true where the paper clips nothing at zero)
template <class Formula, class T>
concept feature_formula = std::default_initializable<Formula> &&
    requires(Formula const& formula, feature_tensor<T> const& maps) {
  { formula(maps) } -> std::same_as<map_batch<T>>;
};

}  // namespace whence
