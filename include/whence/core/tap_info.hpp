// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <whence/core/tap_geometry.hpp>

namespace whence {

/// What a backend tells of one of its taps, for images of a given size.
struct tap_info {
  std::string name;  ///< the module's name, as `named_tap` takes it
  std::string kind;  ///< "convolution", "relu", ...
  std::size_t channels = 0;
  std::size_t height = 0;                ///< cells
  std::size_t width = 0;                 ///< cells
  std::optional<tap_geometry> geometry;  ///< where the cells look; absent where that is nowhere, or not known
};

}  // namespace whence
