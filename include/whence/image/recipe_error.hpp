// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A recipe that no photo, or not this photo, can be preprocessed by.
class recipe_error : public error {
 public:
  using error::error;
};

}  // namespace whence
