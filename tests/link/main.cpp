// SPDX-License-Identifier: BSD-3-Clause
#include <iostream>

#include "use.hpp"

findings one();
findings two();

int main() {
  findings const a = one(), b = two(), c = use_whence();
  if (a == b && b == c && !a.map.empty()) return 0;
  std::cerr << "translation units do not agree\n";
  return 1;
}
