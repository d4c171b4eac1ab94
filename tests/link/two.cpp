// SPDX-License-Identifier: BSD-3-Clause
#include "use.hpp"

findings two() {
  return use_whence();
}
