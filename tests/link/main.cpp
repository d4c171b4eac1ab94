// SPDX-License-Identifier: BSD-3-Clause
#include <iostream>

#include "use.hpp"

findings one();
findings two();

int main() {
  if (one() == two() && two() == use_whence()) return 0;
  std::cerr << "two translation units do not agree: " << one().text << " and " << two().text << '\n';
  return 1;
}
