// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <string>

namespace whence {

/// A tap by its module's name, as torchvision spells it: `named_tap{"features.28"}`. Any backend may resolve it; an
/// unknown name throws `unknown_tap_error` with the nearest ones.
struct named_tap {
  std::string name;
};

}  // namespace whence
