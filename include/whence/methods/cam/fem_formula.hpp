// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/feature_formula.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/channel_sums.hpp>

namespace whence {

/// FEM's formula: where each feature map is unusually strong, by its own standard, weighed by its mean.
///
///     L(i, j) = sum_k m_k [A_k(i, j) > m_k + k s_k],   m_k, s_k: mean and standard deviation of A_k over the cells
///
/// A map that is the same everywhere is nowhere unusual. (pytorch-grad-cam's FEM is another formula: it weighs A_k
/// itself, by the part of its cells that are above the threshold.)
///
/// @source Fuad et al. 2020, "Features Understanding in 3D CNNs for Actions Recognition in Video"
struct fem_formula {
  static constexpr bool keeps_sign = true;  ///< the paper clips nothing

  double deviations = 2.0;  ///< k: how far above the mean, in standard deviations, is unusual

  /// @param maps A (N, K, h, w)
  /// @return (N, h, w); of maps behind a ReLU, none is negative
  template <class T>
  [[nodiscard]] map_batch<T> operator()(feature_tensor<T> const& maps) const {
    return detail::sum_of_channels(maps, [&](std::size_t n, std::size_t k, std::span<T> out) {
      std::span<T const> const a = detail::channel(maps, n, k);
      auto const cells = static_cast<double>(a.size());
      double sum = 0.0;
      for (T const value : a) sum += static_cast<double>(value);
      double const mean = sum / cells;
      double squares = 0.0;
      for (T const value : a) squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
      double const threshold = mean + deviations * std::sqrt(squares / cells);
      for (std::size_t i = 0; i != out.size(); ++i) {
        if (!(static_cast<double>(a[i]) <= threshold)) out[i] += static_cast<T>(mean);  // a NaN stays one
      }
    });
  }
};

static_assert(feature_formula<fem_formula, float>);

}  // namespace whence
