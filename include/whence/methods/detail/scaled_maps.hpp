// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/core/tensor.hpp>
#include <whence/methods/wrappers/map_scaling.hpp>

namespace whence::detail {

/// One image's map, scaled in place. A map of nothing but zeros, or for a range of one value, becomes zeros: it says
/// nothing.
template <class T>
void scale_map(std::span<T> map, map_scaling how) {
  if (how == map_scaling::none || map.empty()) return;
  auto const [least, most] = std::ranges::minmax(map);
  T const from = how == map_scaling::range ? least : T(0);
  T const size = how == map_scaling::range ? most - least : std::max(std::abs(least), std::abs(most));
  for (T& value : map) value = size == T(0) ? value - value : (value - from) / size;  // a NaN beside it stays one
}

/// Every image's map, scaled by itself.
///
/// @param maps (N, h, w)
template <class T>
map_batch<T> scaled_maps(map_batch<T> const& maps, map_scaling how) {
  map_batch<T> result = maps;
  std::size_t const cells = maps.shape(1) * maps.shape(2);
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    detail::scale_map(std::span<T>(result.data() + n * cells, cells), how);
  }
  return result;
}

}  // namespace whence::detail
