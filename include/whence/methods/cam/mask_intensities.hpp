// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// The factors that IS-CAM gives a mask one after the other, i = 0 ... n - 1 of n.
enum class mask_intensities {
  accumulated,    ///< (0 + 1 + ... + i) / n, as in the paper: from 0 to (n - 1) / 2
  accumulated_1,  ///< (1 + 2 + ... + (i + 1)) / n, torch-cam's: from 1 / n to (n + 1) / 2
  even            ///< (i + 1) / n: from 1 / n to 1, the integral over the mask's intensity that the name promises
};

}  // namespace whence
