// SPDX-License-Identifier: BSD-3-Clause
// What the tests of the pool need: limits that are put back, and regions that tell whether they ran rightly.
#pragma once
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>
#include <whence/core/thread_pool.hpp>

namespace whence::test {

/// Sets a limit, and puts back the one before.
class limited {
 public:
  explicit limited(std::size_t threads) { thread_pool::set_limit(threads); }
  ~limited() { thread_pool::set_limit(before_); }
  limited(limited const&) = delete;
  limited& operator=(limited const&) = delete;

 private:
  std::size_t before_ = thread_pool::limit();
};

/// Whether each of `count` tasks runs once, by workers that no two threads share at a time.
inline bool runs_rightly(std::size_t count, std::size_t most_workers) {
  std::vector<std::atomic<int>> ran(count);
  std::vector<std::atomic<bool>> taken(thread_pool::most_threads);
  std::atomic<bool> right{true};
  thread_pool::parallel_for(count, [&](std::size_t task, std::size_t worker) {
    if (worker >= most_workers || taken[worker].exchange(true)) right = false;
    ++ran[task];
    taken[worker] = false;
  });
  for (auto const& times : ran) right = right && times == 1;
  return right;
}
inline bool runs_rightly(std::size_t count) {
  return runs_rightly(count, thread_pool::most_threads);
}

/// Waits for something that another thread does, but not for ever.
inline bool happens(std::function<bool()> const& event) {
  auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!event()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Whether two tasks run at the same time, each waiting for the other to have begun.
inline bool two_tasks_meet() {
  std::atomic<int> begun{0};
  std::atomic<int> met{0};
  thread_pool::parallel_for(2, [&](std::size_t, std::size_t) {
    ++begun;
    met += happens([&] { return begun == 2; });
  });
  return met == 2;
}

}  // namespace whence::test
