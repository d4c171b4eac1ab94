// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A tensor of another shape than the function takes; the message holds both shapes.
class shape_error : public error {
 public:
  using error::error;
};

}  // namespace whence
