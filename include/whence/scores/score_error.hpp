// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A class index the network does not have, or a list of classes that does not fit the batch.
class score_error : public error {
 public:
  using error::error;
};

}  // namespace whence
