// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A photo that cannot be read: no such file, not a picture we know, damaged, or larger than allowed.
class photo_error : public error {
 public:
  using error::error;
};

}  // namespace whence
