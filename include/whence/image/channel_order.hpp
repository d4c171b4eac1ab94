// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// Which colour a network takes first.
enum class channel_order {
  rgb,  ///< red, green, blue: torchvision, timm, most since
  bgr   ///< blue, green, red: Caffe, and networks trained on what OpenCV reads
};

}  // namespace whence
