// SPDX-License-Identifier: BSD-3-Clause
// Loads a plug-in, lets it work on its threads, and unloads it, again and again: its threads must be gone before its
// code is. Built once as a program that knows nothing of the pool, and once as one that uses the pool itself and
// exports its symbols, so that they could be taken for the plug-in's.
#include <dlfcn.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <thread>
#ifdef HOST_USES_POOL
#include <whence/core/thread_pool.hpp>
#endif

namespace {

/// Ends the program with a message unless `holds`.
#define EXPECT(holds) \
  if (!(holds)) return std::printf("line %d: %s does not hold\n", __LINE__, #holds), 1

std::size_t host_run() {
#ifdef HOST_USES_POOL
  std::atomic<std::size_t> ran{0};
  whence::thread_pool::parallel_for(64, [&](std::size_t, std::size_t) { ++ran; });
  return ran;
#else
  return 64;
#endif
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
#ifdef HOST_USES_POOL
  whence::thread_pool::set_limit(2);
#endif
  for (int round = 0; round != 20; ++round) {
    if (round % 2 == 0) EXPECT(host_run() == 64);
    void* const plugin = dlopen(argv[1], RTLD_NOW | (round % 3 == 0 ? RTLD_GLOBAL : RTLD_LOCAL));
    EXPECT(plugin != nullptr);
    using run_type = std::size_t(std::size_t);
    auto* const run = reinterpret_cast<run_type*>(dlsym(plugin, "plugin_run"));
    EXPECT(run != nullptr);
    // More threads than the host has started, so that the plug-in starts some.
    for (std::size_t limit = 2; limit != 6; ++limit) EXPECT(run(limit) == 64);
    if (round % 2 == 1) std::this_thread::sleep_for(std::chrono::milliseconds(2));  // its threads have gone to sleep
    EXPECT(dlclose(plugin) == 0);
    EXPECT(dlopen(argv[1], RTLD_NOW | RTLD_NOLOAD) == nullptr);  // it is really gone
#ifdef HOST_USES_POOL
    whence::thread_pool::set_limit(6);
#endif
    EXPECT(host_run() == 64);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // a thread left behind would run into nothing
  }
  return 0;
}
