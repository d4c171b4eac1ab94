// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/core/error.hpp>

namespace whence {

/// A file of weights that breaks its format's rules, or lacks what was asked of it; `where()` names the file and the
/// tensor.
class weights_error : public error {
 public:
  using error::error;
};

}  // namespace whence
