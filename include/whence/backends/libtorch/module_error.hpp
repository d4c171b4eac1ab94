// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence::libtorch {

/// A module that cannot be loaded, recorded, run or differentiated as asked; the message says what stands in the way,
/// and where in the module's source.
class module_error : public error {
 public:
  using error::error;
};

}  // namespace whence::libtorch
