// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <whence/concepts/feature_formula.hpp>
#include <whence/core/random_field.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// Feature maps weighed at random: what a formula must beat to have said anything about the gradient.
///
///     L(i, j) = sum_k w_k A_k(i, j),   w_k even over (-1, 1)
///
/// The weights depend on the seed and k alone, so all images have the same.
///
/// @source pytorch-grad-cam's RandomCAM; there is no paper
struct random_cam_formula {
  std::uint64_t seed = 0;  ///< another seed, other weights

  /// @param maps A (N, K, h, w)
  /// @return (N, h, w), signed
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps) const {
    random_field const field{.seed = seed};
    return detail::weighted_sum(maps, [&](std::size_t, std::size_t k) {
      return static_cast<T>(2.0 * field.uniform(static_cast<std::uint32_t>(k)) - 1.0);
    });
  }
};

static_assert(feature_formula<random_cam_formula, float>);

}  // namespace whence
