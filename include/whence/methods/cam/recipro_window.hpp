// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// What Recipro-CAM leaves of the feature maps at one cell.
enum class recipro_window {
  cell,     ///< the cell's values, at that cell
  gaussian  ///< the cell's values, spread over 3 x 3 cells by (1 2 1; 2 4 2; 1 2 1) / 16, cut off at the edges
};

}  // namespace whence
