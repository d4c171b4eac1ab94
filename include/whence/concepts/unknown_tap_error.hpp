// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// No tap of that name in the network, or a tap of another network; the message holds the nearest names.
class unknown_tap_error : public error {
 public:
  using error::error;
};

}  // namespace whence
