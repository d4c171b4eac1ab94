// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/scaled_maps.hpp>
#include <whence/methods/wrappers/map_fusion.hpp>
#include <whence/methods/wrappers/map_scaling.hpp>

namespace whence {

/// The mean of several taps' maps, each scaled to the same size first: gradients grow from tap to tap, and the plain
/// mean is the map of one tap with some dust of the others.
///
///     L = mean over taps t of M_t / max |M_t|
///
/// A tap whose map is zero everywhere counts as zeros.
struct mean_fusion {
  map_scaling scaling = map_scaling::magnitude;

  template <std::floating_point T>
  [[nodiscard]] map_batch<T> scaled(map_batch<T> const& maps) const {
    return detail::scaled_maps(maps, scaling);
  }

  template <std::floating_point T>
  [[nodiscard]] map_batch<T> operator()(std::vector<map_batch<T>> const& maps) const {
    map_batch<T> mean = maps.front();
    for (std::size_t t = 1; t != maps.size(); ++t) {
      for (std::size_t i = 0; i != mean.size(); ++i) mean.data()[i] += maps[t].data()[i];
    }
    for (T& value : mean.storage()) value /= static_cast<T>(maps.size());
    return mean;
  }
};

static_assert(map_fusion<mean_fusion, float>);

}  // namespace whence
