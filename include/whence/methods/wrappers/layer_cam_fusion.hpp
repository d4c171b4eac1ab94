// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <concepts>
#include <cstddef>
#include <vector>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/scaled_maps.hpp>
#include <whence/methods/wrappers/map_fusion.hpp>
#include <whence/methods/wrappers/map_scaling.hpp>

namespace whence {

/// LayerCAM's fusion: maps lifted by a hyperbolic tangent, and the largest value of any tap.
///
///     L = max over taps t of tanh(gamma M_t / max M_t)
///
/// Meant for maps without signs; of others the largest magnitude counts. A single tap's map is lifted too, which
/// torch-cam leaves out; it lifts `map_scaling::range`.
///
/// @source Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization", equation 9 and
///         the maximum behind it. The paper lifts the shallow taps only; here, as in torch-cam, all are
struct layer_cam_fusion {
  double gamma = 2.0;
  map_scaling scaling = map_scaling::magnitude;

  template <std::floating_point T>
  [[nodiscard]] map_batch<T> scaled(map_batch<T> const& maps) const {
    map_batch<T> lifted = detail::scaled_maps(maps, scaling);
    for (T& value : lifted.storage()) value = std::tanh(static_cast<T>(gamma) * value);
    return lifted;
  }

  template <std::floating_point T>
  [[nodiscard]] map_batch<T> operator()(std::vector<map_batch<T>> const& maps) const {
    map_batch<T> most = maps.front();
    for (std::size_t t = 1; t != maps.size(); ++t) {
      for (std::size_t i = 0; i != most.size(); ++i) {
        T const value = maps[t].data()[i];
        if (value > most.data()[i] || std::isnan(value)) most.data()[i] = value;
      }
    }
    return most;
  }
};

static_assert(map_fusion<layer_cam_fusion, float>);

}  // namespace whence
