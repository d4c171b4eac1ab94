// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <whence/weights/detail/pickle_heap.hpp>
#include <whence/weights/detail/pickle_words.hpp>
#include <whence/weights/detail/weights_refusal.hpp>

namespace whence::detail {

/// Where a pickle has got to, what it has made, and what it may still do.
struct pickle_context {
  pickle_heap heap;
  std::string place;     ///< what errors call the pickle: the file, and the record in it
  std::size_t byte = 0;  ///< of the opcode at work
  std::size_t most_steps = 0;
  std::size_t steps = 0;  ///< taken, those included that one opcode stands for

  [[noreturn]] void refuse(text_parts expected, text_parts got) const {
    detail::refuse_weights({place, " byte ", decimal(byte)}, expected, got);
  }

  [[noreturn]] void refuse(text_parts expected, pickle_index got) const {
    detail::refuse_pickled(heap, got, {place, " byte ", decimal(byte)}, expected);
  }

  /// @throws weights_error for the step too many; copies count by item, as a few bytes can ask for many
  void spend(std::size_t count) {
    if (count > most_steps - steps) {
      refuse({"a pickle of at most ", decimal(most_steps), " steps (weight_limits::pickle_opcodes)"}, {"more"});
    }
    steps += count;
  }
};

}  // namespace whence::detail
