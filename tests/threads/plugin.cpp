// SPDX-License-Identifier: BSD-3-Clause
// A plug-in that uses the pool: what another program loads, calls and unloads.
#include <atomic>
#include <cstddef>
#include <whence/core/executor.hpp>

/// Runs 64 tasks on up to `limit` threads.
///
/// @return how many ran
extern "C" [[gnu::visibility("default")]] std::size_t plugin_run(std::size_t limit) {
  whence::thread_pool::set_limit(limit);
  std::atomic<std::size_t> ran{0};
  whence::executor{}.parallel_for(64, [&](std::size_t, std::size_t) { ++ran; });
  return ran;
}
