// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence {

/// How large a photo may be. Checked against what the file says of itself before anything is decoded, so that a small
/// file cannot ask for much memory.
struct photo_limits {
  std::size_t file_bytes = std::size_t{64} << 20;  ///< largest file; 2 GiB less 1 KiB whatever is asked for
  std::size_t pixels = 100'000'000;                ///< most pixels, height times width
  std::size_t side = 16'384;                       ///< longest side in pixels; 65 535 whatever is asked for
};

}  // namespace whence
