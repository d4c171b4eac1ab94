// SPDX-License-Identifier: BSD-3-Clause
#include <iostream>
#include <whence/core.hpp>
#ifdef HAS_io
#include <whence/io.hpp>
#endif

int main() {
  std::cout << whence::nearest_names_text("chruch", {"church", "chain saw"}) << '\n';
}
