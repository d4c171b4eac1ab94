// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// How maps of different taps are made comparable.
enum class map_scaling {
  magnitude,  ///< by an image's largest magnitude, to [-1, 1] or, of maps without signs, [0, 1]: zero stays zero
  range,      ///< from an image's least value to its largest, to [0, 1], as pytorch-grad-cam and torch-cam do
  none        ///< not at all: in the method's own units
};

}  // namespace whence
