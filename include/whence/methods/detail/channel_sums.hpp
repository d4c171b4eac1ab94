// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence::detail {

/// @throws shape_error where the gradient is not shaped like the maps
template <class T>
void require_gradient_of(feature_tensor<T> const& maps, feature_tensor<T> const& gradient) {
  if (gradient.shape() != maps.shape()) {
    throw shape_error("gradient of feature maps", whence::shape_text(maps.shape()),
                      whence::shape_text(gradient.shape()));
  }
}

/// One map of one image, row by row.
template <class T>
std::span<T const> channel(feature_tensor<T> const& maps, std::size_t image, std::size_t index) {
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  return {maps.data() + (image * maps.shape(1) + index) * cells, cells};
}

/// One map an image, which begins as zeros and to which every channel adds.
///
/// @param add called as (image, channel, std::span<T> map), in the order of channels
/// @return (N, h, w)
template <class T, class Add>
map_batch<T> sum_of_channels(feature_tensor<T> const& maps, Add const& add) {
  map_batch<T> result(std::array<std::size_t, 3>{maps.shape(0), maps.shape(2), maps.shape(3)}, T(0));
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    for (std::size_t k = 0; k != maps.shape(1); ++k) add(n, k, std::span<T>(result.data() + n * cells, cells));
  }
  return result;
}

/// sum_k weight(n, k) A_k.
template <class T, class Weight>
map_batch<T> weighted_sum(feature_tensor<T> const& maps, Weight const& weight) {
  return detail::sum_of_channels(maps, [&](std::size_t n, std::size_t k, std::span<T> out) {
    std::span<T const> const a = detail::channel(maps, n, k);
    T const factor = weight(n, k);
    for (std::size_t i = 0; i != out.size(); ++i) out[i] += factor * a[i];
  });
}

/// sum_k term(A_k(i, j), g_k(i, j)).
template <class T, class Term>
map_batch<T> sum_of_terms(feature_tensor<T> const& maps, feature_tensor<T> const& gradient, Term const& term) {
  detail::require_gradient_of(maps, gradient);
  return detail::sum_of_channels(maps, [&](std::size_t n, std::size_t k, std::span<T> out) {
    std::span<T const> const a = detail::channel(maps, n, k);
    std::span<T const> const g = detail::channel(gradient, n, k);
    for (std::size_t i = 0; i != out.size(); ++i) out[i] += term(a[i], g[i]);
  });
}

}  // namespace whence::detail
