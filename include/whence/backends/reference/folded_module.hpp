// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>

namespace whence::reference {

/// A module that is no tap because it was folded into the one behind it.
struct folded_module {
  std::string name;
  std::string into;
};

}  // namespace whence::reference
