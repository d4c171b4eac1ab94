// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace explain {

/// The command line asks for something that does not exist: exit status 2.
class usage_error : public whence::error {
 public:
  using error::error;
};

}  // namespace explain
