// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A NumPy file that cannot be read, breaks its format, or holds another array than was asked for.
class npy_error : public error {
 public:
  using error::error;
};

}  // namespace whence
