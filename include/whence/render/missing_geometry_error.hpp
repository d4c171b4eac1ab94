// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// Class maps whose backend could not tell where the cells look, so that they cannot be drawn on a photo.
class missing_geometry_error : public error {
 public:
  using error::error;
};

}  // namespace whence
