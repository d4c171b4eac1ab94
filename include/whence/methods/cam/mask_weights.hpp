// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// What Score-CAM makes of s_k, the answer to the image seen through the mask of map k: the map's weight.
enum class mask_weights {
  softmax,   ///< softmax over the maps of s_k - y(0), as in the paper's algorithm; y(0) has no part in it
  increase,  ///< s_k - y(0): the paper's channel-wise increase of confidence, over the image of zeros
  score      ///< s_k: the authors' program, which asks for `probability`
};

}  // namespace whence
