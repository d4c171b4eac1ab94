// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <atomic>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace whence::detail {

/// Runs body(0) ... body(count - 1), each in a thread of its own, all released at the same moment.
///
/// @throws what the first of them threw, in the order of the index
template <class Body>
void run_in_threads(std::size_t count, Body const& body) {
  std::vector<std::exception_ptr> problems(count);
  {
    std::atomic<bool> released = false;
    std::vector<std::jthread> threads;
    threads.reserve(count);
    // Released on the way out, even where a thread could not be made: the others must not wait for ever.
    struct starter {
      std::atomic<bool>& signal;
      ~starter() {
        signal = true;
        signal.notify_all();
      }
    } const at_the_end{released};
    for (std::size_t i = 0; i != count; ++i) {
      threads.emplace_back([&, i] {
        released.wait(false);
        try {
          body(i);
        } catch (...) {
          problems[i] = std::current_exception();
        }
      });
    }
  }
  for (std::exception_ptr const& problem : problems) {
    if (problem) std::rethrow_exception(problem);
  }
}

}  // namespace whence::detail
