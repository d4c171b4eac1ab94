// SPDX-License-Identifier: BSD-3-Clause
// Two units of one program, one compiled for more than this file is. Includes nothing of the library: the linker could
// take the other unit's copy of it, and what it asks is whether that may run.
#include <iostream>

double plain();
double WHENCE_TEST_WIDE_UNIT();

int main() {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") ||
      (WHENCE_TEST_NEEDS_AVX512 && !__builtin_cpu_supports("avx512dq"))) {
    std::cout << "skipped: this processor cannot run the other unit\n";
    return 0;
  }
  double const errors[] = {plain(), WHENCE_TEST_WIDE_UNIT(), plain()};
  for (double const error : errors) {
    std::cout << error << " of the maximum from double precision\n";
    if (!(error < 1e-5)) return 1;
  }
  return 0;
}
