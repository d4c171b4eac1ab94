// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/backends/reference/instruction_set.hpp>

namespace support {

/// Calls `body(set)` under each instruction set that this processor has, and restores the one that was in use.
template <class Body>
void for_every_instruction_set(Body body) {
  using whence::reference::instruction_set;
  struct restored {
    instruction_set before = whence::reference::instruction_set_in_use();
    ~restored() { whence::reference::force_instruction_set(before); }
  } const at_the_end;
  for (instruction_set const set : {instruction_set::baseline, instruction_set::avx2, instruction_set::avx512}) {
    if (set > whence::reference::best_instruction_set()) continue;
    whence::reference::force_instruction_set(set);
    body(set);
  }
}

}  // namespace support
