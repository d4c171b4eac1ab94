// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A feature map whose place in the picture is not known was to be brought to the picture's resolution.
class unknown_geometry_error : public error {
 public:
  using error::error;
};

}  // namespace whence
