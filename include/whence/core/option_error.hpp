// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// An option of a method out of its range: no steps, a blur of less than nothing.
class option_error : public error {
 public:
  using error::error;
};

}  // namespace whence
