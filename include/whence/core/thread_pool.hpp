// SPDX-License-Identifier: BSD-3-Clause
// A small pool for short and frequent parallel regions. POSIX threads, because the handle of a std::thread cannot be
// destroyed in a forked child. docs/decisions/0002-threads.md has the figures and the alternatives.
#pragma once
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <whence/core/task_body.hpp>

namespace whence {
// What has state is hidden, so that every program and shared object has a pool of its own. One that is shared by an
// accident of symbol resolution may run a plug-in's code, and have it unloaded from under its threads.
namespace detail::threads {

inline void relax() noexcept {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/// One parallel region; lives on its caller's stack.
struct __attribute__((visibility("hidden"))) region {
  task_body body;
  std::size_t count;  // tasks
  std::size_t width;  // threads admitted at most, the caller included
  alignas(64) std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> admitted{0};
  std::atomic<bool> failed{false};
  std::exception_ptr error{};  // written by whoever set `failed`

  /// Runs the next task.
  ///
  /// @return false where there is none
  bool step(std::size_t worker) noexcept {
    std::size_t const task = next.fetch_add(1, std::memory_order_relaxed);
    if (task >= count) return false;
    try {
      body(task, worker);
    } catch (...) {
      if (!failed.exchange(true)) error = std::current_exception();
      next.store(count, std::memory_order_relaxed);  // the tasks not yet begun are dropped
    }
    return true;
  }
};

/// Constant-initialised and trivially destructible: usable before main, during exit and in a forked child.
struct __attribute__((visibility("hidden"))) pool {
  static constexpr std::uint32_t closed = 1u << 31;
  static constexpr std::size_t most_threads = 256;
  static constexpr std::chrono::microseconds spin_time{30};

  alignas(64) std::atomic<std::uint32_t> epoch{0};      // one more for each region: what idle workers watch
  alignas(64) std::atomic<std::uint32_t> gate{closed};  // workers inside the region, or'ed with `closed`
  alignas(64) std::atomic<bool> busy{false};            // some thread owns the pool for its region
  region* current = nullptr;                            // written by the owner while the gate is shut and nobody inside
  std::atomic<std::size_t> limit{0};                    // threads a region; 0: not asked yet
  std::atomic<std::size_t> started{0};                  // workers asked for
  std::atomic<bool> stop{false};
  std::atomic<bool> locked{false};  // guards the two below
  std::size_t created = 0;
  pthread_t workers[most_threads] = {};

  static void wait_while(std::atomic<std::uint32_t> const& watched, std::uint32_t old) noexcept {
    auto const end = std::chrono::steady_clock::now() + spin_time;
    do {
      for (int i = 0; i < 16; ++i, relax()) {
        if (watched.load(std::memory_order_acquire) != old) return;
      }
    } while (std::chrono::steady_clock::now() < end);
    watched.wait(old, std::memory_order_acquire);
  }

  /// A worker leaves the rest to the caller when the pool shuts down: where a body called exit(), there is none, and
  /// the process is not to wait for it.
  void take_part(region& work_at_hand, std::size_t worker) noexcept {
    while (!stop.load(std::memory_order_relaxed) && work_at_hand.step(worker)) continue;
  }

  /// Enters the region through an open gate only: nobody may look at `current` once its caller has gone.
  void join_region() noexcept {
    for (std::uint32_t seen = gate.load(std::memory_order_relaxed); (seen & closed) == 0;) {
      if (!gate.compare_exchange_weak(seen, seen + 1, std::memory_order_acquire, std::memory_order_relaxed)) continue;
      std::size_t const worker = 1 + current->admitted.fetch_add(1, std::memory_order_relaxed);
      if (worker < current->width) take_part(*current, worker);
      if (gate.fetch_sub(1, std::memory_order_release) == (closed | 1)) gate.notify_one();
      return;
    }
  }

  /// A worker's life. The epoch is read before `stop` and `gate`, so that no change of them is slept through.
  void work() noexcept {
    for (;;) {
      std::uint32_t const seen = epoch.load(std::memory_order_acquire);
      if (stop.load(std::memory_order_acquire)) return;
      join_region();
      wait_while(epoch, seen);
    }
  }

  /// Called by the owner of `busy`: takes part, and waits for the workers already inside only.
  void run(region& work_at_hand) noexcept {
    current = &work_at_hand;
    gate.store(0, std::memory_order_release);
    epoch.fetch_add(1);
    if (work_at_hand.width > started.load(std::memory_order_relaxed)) {
      epoch.notify_all();
    } else {
      for (std::size_t i = 1; i < work_at_hand.width; ++i) epoch.notify_one();
    }
    while (work_at_hand.step(0)) continue;
    for (std::uint32_t inside = gate.fetch_or(closed, std::memory_order_acq_rel) | closed; inside != closed;
         inside = gate.load(std::memory_order_acquire)) {
      wait_while(gate, inside);
    }
    busy.store(false, std::memory_order_release);
  }

  void lock() noexcept {
    while (locked.exchange(true)) relax();
  }
  void start(std::size_t threads) noexcept;
  void shut_down() noexcept;
};

[[gnu::visibility("hidden")]] inline constinit pool the_pool;

inline void pool::start(std::size_t threads) noexcept {
  static struct reaper {
    ~reaper() { the_pool.shut_down(); }
  } const at_exit_or_dlclose;
  static int const fork_handler = pthread_atfork(nullptr, nullptr, [] {  // only the forking thread is in the child
    the_pool.created = 0;
    the_pool.started = 0;
    the_pool.gate = closed;
    the_pool.busy = false;
    the_pool.locked = false;
  });
  sigset_t others;
  sigset_t before;
  sigfillset(&others);
  for (int const own_fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) sigdelset(&others, own_fault);
  pthread_sigmask(SIG_SETMASK, &others, &before);  // workers take no signals but those their own faults raise
  lock();
  auto const life = [](void* owner) -> void* {
    static_cast<pool*>(owner)->work();
    return nullptr;
  };
  if (!stop.load() && fork_handler == 0) {
    while (created + 1 < threads && pthread_create(&workers[created], nullptr, life, this) == 0) ++created;
  }
  started.store(threads - 1);  // should threads run out, those there are must do; not tried again until the limit rises
  locked.store(false);
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

inline void pool::shut_down() noexcept {
  stop.store(true);
  epoch.fetch_add(1);
  epoch.notify_all();
  lock();  // a start under way ends first; no other follows
  locked.store(false);
  for (std::size_t i = 0; i < created; ++i) {
    if (pthread_equal(workers[i], pthread_self()) != 0) {
      pthread_detach(workers[i]);  // a body called exit()
    } else {
      pthread_join(workers[i], nullptr);
    }
  }
}

}  // namespace detail::threads

/// The library's own threads: one pool for each program or shared object that calls it, started at the first call.
///
/// The caller takes part and never waits for a worker that has not begun. While one region runs, any other call
/// (nested, or from another host thread) runs serially on its own thread, so that many host threads do not
/// oversubscribe the machine. Workers block all signals but those their own faults raise, spin for 30 microseconds
/// after work, then sleep; they are joined at exit and dlclose. A forked child starts its own. No OpenMP or BLAS
/// setting is touched.
struct __attribute__((visibility("hidden"))) thread_pool {
  /// Workers are numbered below this, whatever the limit is, was or will be.
  static constexpr std::size_t most_threads = detail::threads::pool::most_threads;

  /// The most threads a region may use: unless set, as many processors as this process may run on.
  [[nodiscard]] static std::size_t limit() {
    std::atomic<std::size_t>& limit = detail::threads::the_pool.limit;
    if (std::size_t const set = limit.load(std::memory_order_relaxed)) return set;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __linux__
    cpu_set_t mask;
    if (sched_getaffinity(0, sizeof mask, &mask) == 0) processors = CPU_COUNT(&mask);
#endif
    std::size_t unset = 0;  // a set_limit that came first wins
    limit.compare_exchange_strong(unset, clamped(static_cast<std::size_t>(std::max(processors, 1L))));
    return limit.load();
  }

  /// @param threads 1 (serial) to 256, the calling thread included
  static void set_limit(std::size_t threads) {
    detail::threads::the_pool.limit.store(clamped(threads));
  }

  /// Runs `body(task, worker)` once for each task below `count`, in any order, and returns when all are done.
  ///
  /// @param body no two threads of one region share a worker, so it may index scratch of this region, `most_threads`
  ///        long: another thread may raise the limit at any time
  /// @throws what a body threw first; tasks not yet begun are dropped
  template <class Body>
  static void parallel_for(std::size_t count, Body&& body) {
    run(count, task_body(body));
  }

 private:
  static void run(std::size_t count, task_body body) {
    detail::threads::pool& pool = detail::threads::the_pool;
    std::size_t const most = limit();
    std::size_t const width = std::min(count, most);
    if (width < 2 || pool.stop.load(std::memory_order_relaxed) || pool.busy.load(std::memory_order_relaxed) ||
        pool.busy.exchange(true)) {
      for (std::size_t task = 0; task < count; ++task) body(task, 0);
      return;
    }
    if (pool.started.load(std::memory_order_relaxed) + 1 < most) pool.start(most);
    detail::threads::region region{body, count, width};
    pool.run(region);
    if (region.error) std::rethrow_exception(region.error);
  }

  [[nodiscard]] static constexpr std::size_t clamped(std::size_t threads) {
    return std::clamp<std::size_t>(threads, 1, detail::threads::pool::most_threads);
  }
};

}  // namespace whence
