// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <functional>
#include <utility>
#include <whence/core/error.hpp>
#include <whence/core/task_body.hpp>
#include <whence/core/thread_pool.hpp>

namespace whence {

/// The thread seam: how work is shared out. The default is the library's own pool; a host program may hand in its own.
///
///     whence::executor{}                       // thread_pool
///     whence::executor::serial()               // the calling thread alone
///     whence::executor{8, [&](std::size_t count, whence::task_body body) { my_pool.run(count, body); }}
///
/// Results of this library never depend on the executor.
class executor {
 public:
  /// The library's own pool, at most `thread_pool::limit()` threads.
  executor() = default;

  /// A host program's threads.
  ///
  /// @param width workers are numbered below this; at least 1
  /// @param parallel_for called as (count, task_body): must call body(task, worker) once for each task below count,
  ///        never on two threads with the same worker at once, and return when all are done; what a body throws must
  ///        reach the caller
  /// @throws error where the width is 0
  template <class ParallelFor>
  requires std::invocable<ParallelFor const&, std::size_t, task_body> && std::copy_constructible<ParallelFor> executor(
      std::size_t width, ParallelFor parallel_for)
      : width_(width), host_(std::move(parallel_for)) {
    if (width == 0) throw error("width of an executor", "at least 1", "0");
  }

  /// Everything on the calling thread.
  [[nodiscard]] static executor serial() {
    return {1, [](std::size_t count, task_body body) {
              for (std::size_t task = 0; task != count; ++task) body(task, 0);
            }};
  }

  /// Workers are numbered below this: how much scratch a region needs, not how many threads there are.
  [[nodiscard]] std::size_t width() const { return host_ ? width_ : thread_pool::most_threads; }

  /// How many threads a region may expect: a hint for cutting work into tasks.
  [[nodiscard]] std::size_t concurrency() const { return host_ ? width_ : thread_pool::limit(); }

  /// Runs `body(task, worker)` once for each task below `count` and returns when all are done.
  ///
  /// @throws what a body threw
  template <class Body>
  void parallel_for(std::size_t count, Body&& body) const {
    run(count, task_body(body));
  }

 private:
  [[gnu::visibility("hidden")]] void run(std::size_t count, task_body body) const {
    if (host_) {
      host_(count, body);
    } else {
      thread_pool::parallel_for(count, body);
    }
  }

  std::size_t width_ = 0;
  std::function<void(std::size_t, task_body)> host_;
};

}  // namespace whence
