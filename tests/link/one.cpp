// SPDX-License-Identifier: BSD-3-Clause
#include "use.hpp"

findings one() {
  return use_whence();
}
