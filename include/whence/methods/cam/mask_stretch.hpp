// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// How Score-CAM brings a feature map to the image, bilinear in every case.
enum class mask_stretch {
  by_geometry,  ///< every cell where it looks
  half_pixel,   ///< the cells share out the image evenly, as the authors' program and torch-cam have it
  corners       ///< the outermost cells' centres on the outermost pixels, as pytorch-grad-cam has it
};

}  // namespace whence
