// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A file that could not be written: no such folder, no permission, disk full. What stood there before still stands.
class write_error : public error {
 public:
  using error::error;
};

}  // namespace whence
