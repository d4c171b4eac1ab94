// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <whence/core/tensor.hpp>

namespace whence::detail {

/// (M - min M) / (max(M - min M) + epsilon), every image's map by itself. A NaN makes NaN of its whole map, as in NumPy
/// and PyTorch.
///
/// @param maps (N, h, w), changed in place
template <class T>
void stretch_from_least(map_batch<T>& maps, double epsilon) {
  std::size_t const cells = maps.shape(1) * maps.shape(2);
  if (cells == 0) return;
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    T* const map = maps.data() + n * cells;
    T least = *map, most = *map;
    for (std::size_t i = 1; i != cells; ++i) {
      if (map[i] < least || std::isnan(map[i])) least = map[i];
      if (map[i] > most || std::isnan(map[i])) most = map[i];
    }
    T const range = most - least + static_cast<T>(epsilon);
    for (std::size_t i = 0; i != cells; ++i) map[i] = (map[i] - least) / range;
  }
}

}  // namespace whence::detail
