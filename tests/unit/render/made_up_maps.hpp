// SPDX-License-Identifier: BSD-3-Clause
// Attributions no network made, for the tests of drawing.
#pragma once
#include <cstddef>
#include <whence/core/class_maps.hpp>

namespace made_up {

/// 5 x 5 cells over an input of 50 x 50, all 0 but for a 1 in row 1, column 3: it looks at input pixel (14.5, 34.5).
inline whence::class_maps<double> one_hot_cell() {
  whence::class_maps<double> maps;
  maps.values = xt::zeros<double>({1, 5, 5});
  maps.values(0, 1, 3) = 1;
  maps.scores = xt::ones<double>({1});
  maps.status = {whence::map_status::meaningful};
  maps.geometry = whence::tap_geometry{whence::axis_geometry::spread(5, 50), whence::axis_geometry::spread(5, 50)};
  return maps;
}

}  // namespace made_up
