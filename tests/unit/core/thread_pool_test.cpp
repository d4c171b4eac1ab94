// SPDX-License-Identifier: BSD-3-Clause
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
#include <whence/core/thread_pool.hpp>

using whence::thread_pool;
using namespace std::chrono_literals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WHENCE_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define WHENCE_TEST_SANITIZED 1
#endif
#endif
#ifndef WHENCE_TEST_SANITIZED
#define WHENCE_TEST_SANITIZED 0
#endif

namespace {

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
bool runs_rightly(std::size_t count, std::size_t most_workers) {
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
bool runs_rightly(std::size_t count) {
  return runs_rightly(count, thread_pool::most_threads);
}

/// Waits for something that another thread does, but not for ever.
bool happens(std::function<bool()> const& event) {
  auto const end = std::chrono::steady_clock::now() + 20s;
  while (!event()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Whether two tasks run at the same time, each waiting for the other to have begun.
bool two_tasks_meet() {
  std::atomic<int> begun{0};
  std::atomic<int> met{0};
  thread_pool::parallel_for(2, [&](std::size_t, std::size_t) {
    ++begun;
    met += happens([&] { return begun == 2; });
  });
  return met == 2;
}

/// How a forked child that runs `body` ends: "exit 0", "signal 11", or "hangs". A child has a thread of its own only,
/// and reports by its exit status.
template <class Body>
std::string fate_of_child(Body const& body) {
  std::signal(SIGCHLD, SIG_DFL);  // Boost.Test would take a child's end for an error of its own
  std::fflush(nullptr);           // or a child that exits would print what its parent had yet to
  pid_t const child = fork();
  if (child < 0) return "no fork";
  if (child == 0) {
    std::signal(SIGABRT, SIG_DFL);
    body();
    std::_Exit(0);
  }
  int status = 0;
  pid_t ended = 0;
  for (int milliseconds = 0; ended == 0 && milliseconds != 20'000; ++milliseconds) {
    ended = waitpid(child, &status, WNOHANG);
    if (ended == 0) std::this_thread::sleep_for(1ms);
  }
  if (ended != child) {
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return "hangs";
  }
  if (WIFEXITED(status)) return "exit " + std::to_string(WEXITSTATUS(status));
  return "signal " + std::to_string(WTERMSIG(status));
}

/// The sanitizers' own allocator and threads do not survive a fork.
boost::test_tools::assertion_result can_fork(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result answer(WHENCE_TEST_SANITIZED == 0);
  answer.message() << "a sanitizer does not survive a fork";
  return answer;
}

/// Made before the pool is first used, and so destroyed after its threads are joined.
struct late_user {
  std::atomic<bool> asked{false};
  ~late_user() {
    if (asked) std::_Exit(runs_rightly(40) ? 11 : 12);
  }
} late;

}  // namespace

BOOST_AUTO_TEST_SUITE(core_thread_pool)

BOOST_AUTO_TEST_CASE(unless_set_the_limit_is_what_the_process_may_run_on) {
  // Nothing in this program sets the limit but for as long as a test lasts.
  BOOST_TEST(thread_pool::limit() >= 1);
  BOOST_TEST(thread_pool::limit() <= static_cast<std::size_t>(sysconf(_SC_NPROCESSORS_ONLN)));
}

BOOST_AUTO_TEST_CASE(limits_are_held_between_1_and_the_most_threads) {
  limited const none(0);
  BOOST_TEST(thread_pool::limit() == 1);
  limited const many(1'000'000);
  BOOST_TEST(thread_pool::limit() == thread_pool::most_threads);
}

BOOST_AUTO_TEST_CASE(every_task_runs_once_as_limits_rise_and_fall) {
  for (std::size_t const limit : {1U, 2U, 3U, 8U, 2U, 5U, 1U, 8U}) {
    limited const here(limit);
    for (std::size_t round = 0; round != 100; ++round) {
      BOOST_REQUIRE(runs_rightly(round % 50, limit));
      if (round % 40 == 39) std::this_thread::sleep_for(300us);  // longer than workers spin: they go to sleep
    }
  }
}

BOOST_AUTO_TEST_CASE(threads_left_from_a_higher_limit_keep_out_of_a_region_under_a_lower_one) {
  limited const here(8);
  std::atomic<bool> kept_out{true};
  auto const short_work = [] { std::this_thread::sleep_for(20us); };  // shorter than workers spin
  for (int round = 0; round != 200; ++round) {
    thread_pool::set_limit(8);
    thread_pool::parallel_for(16, [&](std::size_t, std::size_t) { short_work(); });
    thread_pool::set_limit(2);
    thread_pool::parallel_for(16, [&](std::size_t, std::size_t worker) {
      if (worker >= 2) kept_out = false;
      short_work();
    });
  }
  BOOST_TEST(kept_out);
}

BOOST_AUTO_TEST_CASE(two_tasks_run_at_the_same_time_on_two_threads) {
  limited const here(2);
  std::atomic<int> begun{0};
  std::atomic<int> met{0};
  std::mutex guard;
  std::set<std::thread::id> threads;
  thread_pool::parallel_for(2, [&](std::size_t, std::size_t) {
    ++begun;
    if (happens([&] { return begun == 2; })) ++met;
    std::lock_guard const lock(guard);
    threads.insert(std::this_thread::get_id());
  });
  BOOST_TEST(met == 2);
  BOOST_TEST(threads.size() == 2);
  BOOST_TEST(threads.contains(std::this_thread::get_id()));  // the caller takes part
}

BOOST_AUTO_TEST_CASE(no_tasks_run_no_body) {
  bool ran = false;
  thread_pool::parallel_for(0, [&](std::size_t, std::size_t) { ran = true; });
  BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_single_task_runs_on_the_calling_thread_as_worker_0) {
  limited const here(4);
  std::thread::id thread;
  std::size_t worker = 99;
  thread_pool::parallel_for(1, [&](std::size_t, std::size_t w) {
    thread = std::this_thread::get_id();
    worker = w;
  });
  BOOST_TEST((thread == std::this_thread::get_id()));
  BOOST_TEST(worker == 0);
}

BOOST_AUTO_TEST_CASE(under_a_limit_of_1_tasks_run_in_order_on_the_calling_thread) {
  limited const here(1);
  std::vector<std::size_t> order;
  thread_pool::parallel_for(5, [&](std::size_t task, std::size_t worker) { order.push_back(task + worker); });
  BOOST_TEST(order == (std::vector<std::size_t>{0, 1, 2, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(workers_are_numbered_below_the_most_threads_even_where_the_limit_rises_in_between) {
  limited const low(1);
  std::vector<std::atomic<int>> scratch(thread_pool::most_threads);
  thread_pool::set_limit(6);  // another thread might, after scratch was made
  std::atomic<bool> inside{true};
  thread_pool::parallel_for(60, [&](std::size_t, std::size_t worker) {
    if (worker < scratch.size()) {
      ++scratch[worker];
    } else {
      inside = false;
    }
    std::this_thread::sleep_for(100us);
  });
  BOOST_TEST(inside);
}

BOOST_AUTO_TEST_CASE(bodies_may_be_const_mutable_or_about_to_vanish) {
  limited const here(2);
  std::atomic<int> ran{0};
  auto const constant = [&](std::size_t, std::size_t) { ++ran; };
  thread_pool::parallel_for(10, constant);
  auto changing = [&ran](std::size_t, std::size_t) mutable { ++ran; };
  thread_pool::parallel_for(10, changing);
  thread_pool::parallel_for(10, std::function<void(std::size_t, std::size_t)>(constant));
  BOOST_TEST(ran == 30);
}

BOOST_AUTO_TEST_CASE(many_host_threads_may_call_at_once) {
  limited const here(4);
  std::atomic<int> wrong{0};
  std::vector<std::thread> hosts;
  for (int host = 0; host != 4; ++host) {
    hosts.emplace_back([&] {
      for (std::size_t round = 0; round != 300; ++round) wrong += !runs_rightly(1 + round % 40);
    });
  }
  for (std::thread& host : hosts) host.join();
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(limits_may_change_while_regions_run) {
  limited const here(2);
  std::atomic<bool> done{false};
  std::thread changer([&] {
    for (std::size_t n = 0; !done; ++n) thread_pool::set_limit(1 + n % 9);
  });
  int wrong = 0;
  for (std::size_t round = 0; round != 300; ++round) wrong += !runs_rightly(1 + round % 40);
  done = true;
  changer.join();
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(nested_regions_run_every_task_once_each_with_scratch_of_its_own) {
  limited const here(4);
  std::vector<std::atomic<int>> ran(16 * 16);
  std::atomic<int> wrong{0};
  thread_pool::parallel_for(16, [&](std::size_t outer, std::size_t) {
    std::vector<std::thread::id> users(thread_pool::most_threads);
    thread_pool::parallel_for(16, [&](std::size_t inner, std::size_t worker) {
      ++ran[outer * 16 + inner];
      users.at(worker) = std::this_thread::get_id();
    });
    wrong += !runs_rightly(3);
  });
  BOOST_TEST(wrong == 0);
  for (auto const& times : ran) BOOST_REQUIRE(times == 1);
}

BOOST_AUTO_TEST_CASE(what_a_body_throws_reaches_the_caller_and_the_pool_works_on) {
  limited const here(4);
  for (std::size_t round = 0; round != 200; ++round) {
    auto const throwing = [&](std::size_t task, std::size_t) {
      if (task >= round % 40) throw std::runtime_error("task " + std::to_string(task));
    };
    BOOST_REQUIRE_EXCEPTION(thread_pool::parallel_for(40, throwing), std::runtime_error,
                            [](auto const& thrown) { return std::string(thrown.what()).starts_with("task "); });
    BOOST_REQUIRE(runs_rightly(20));
  }
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_worker_reaches_the_caller_too) {
  limited const here(2);
  std::atomic<bool> worker_threw{false};
  auto const body = [&](std::size_t, std::size_t worker) {
    if (worker != 0) {
      worker_threw = true;
      throw 7;  // of any type
    }
    happens([&] { return worker_threw.load(); });
  };
  BOOST_CHECK_THROW(thread_pool::parallel_for(2, body), int);
  BOOST_TEST(worker_threw);
}

BOOST_AUTO_TEST_CASE(an_exception_drops_the_tasks_not_yet_begun) {
  // By one thread the tasks 0 to 3 begin. By two, the other thread could begin all that are left in two seconds only.
  for (std::size_t const limit : {1U, 2U}) {
    limited const here(limit);
    std::atomic<int> begun{0};
    auto const body = [&](std::size_t task, std::size_t) {
      ++begun;
      if (task == 3) throw std::runtime_error("no more");
      std::this_thread::sleep_for(1ms);
    };
    BOOST_CHECK_THROW(thread_pool::parallel_for(2'000, body), std::runtime_error);
    if (limit == 1) BOOST_TEST(begun == 4);
    BOOST_TEST(begun < 1'000);
  }
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_nested_region_reaches_the_outermost_caller) {
  limited const here(3);
  auto const inner = [](std::size_t task, std::size_t) {
    if (task == 5) throw std::out_of_range("inner");
  };
  auto const outer = [&](std::size_t, std::size_t) { thread_pool::parallel_for(8, inner); };
  BOOST_CHECK_THROW(thread_pool::parallel_for(8, outer), std::out_of_range);
  BOOST_TEST(runs_rightly(40));
}

BOOST_AUTO_TEST_CASE(workers_block_the_signals_of_the_host_but_not_their_own_faults) {
  limited const here(2);
  std::atomic<int> looked{0};
  std::atomic<int> wrong{0};
  thread_pool::parallel_for(2, [&](std::size_t, std::size_t worker) {
    if (worker == 0) {
      happens([&] { return looked > 0; });
      return;
    }
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    for (int const signal : {SIGINT, SIGTERM, SIGCHLD, SIGALRM, SIGUSR1, SIGHUP}) {
      wrong += sigismember(&blocked, signal) != 1;
    }
    for (int const fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL}) wrong += sigismember(&blocked, fault) != 0;
    ++looked;
  });
  BOOST_TEST(looked > 0);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(the_callers_own_signal_mask_is_left_alone) {
  sigset_t before;
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, nullptr, &before);
  limited const here(thread_pool::limit() + 7);  // so that threads are started
  BOOST_TEST(runs_rightly(40));
  pthread_sigmask(SIG_SETMASK, nullptr, &after);
  for (int signal = 1; signal != 32; ++signal) BOOST_TEST(sigismember(&before, signal) == sigismember(&after, signal));
}

BOOST_AUTO_TEST_CASE(a_forked_child_and_its_child_start_pools_of_their_own, *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  BOOST_REQUIRE(runs_rightly(40));
  auto const grandchild = [] { std::_Exit(runs_rightly(40) ? 7 : 1); };
  auto const child = [&] {
    for (int round = 0; round != 50; ++round) {
      if (!runs_rightly(40)) std::_Exit(1);
    }
    if (fate_of_child(grandchild) != "exit 7") std::_Exit(2);
  };
  BOOST_TEST(fate_of_child(child) == "exit 0");
  BOOST_TEST(runs_rightly(40));
}

BOOST_AUTO_TEST_CASE(a_forked_child_has_threads_that_run_at_the_same_time, *boost::unit_test::precondition(can_fork)) {
  limited const here(2);
  BOOST_REQUIRE(runs_rightly(40));
  auto const child = [] { std::_Exit(two_tasks_meet() ? 0 : 1); };
  BOOST_TEST(fate_of_child(child) == "exit 0");
}

BOOST_AUTO_TEST_CASE(a_child_forked_while_other_threads_are_inside_regions_works,
                     *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  std::atomic<bool> done{false};
  std::vector<std::thread> hosts;
  for (int host = 0; host != 2; ++host) {
    hosts.emplace_back([&] {
      // No allocation: a fork must find the regions busy, and not the C library.
      std::atomic<int> ran{0};
      while (!done) thread_pool::parallel_for(30, [&](std::size_t, std::size_t) { ++ran; });
    });
  }
  for (int round = 0; round != 100; ++round) {
    BOOST_TEST(fate_of_child([] {
                 for (int again = 0; again != 5; ++again) {
                   if (!runs_rightly(40)) std::_Exit(1);
                 }
                 if (!two_tasks_meet()) std::_Exit(2);  // whoever owned the pool is not in the child
               }) == "exit 0");
  }
  done = true;
  for (std::thread& host : hosts) host.join();
}

BOOST_AUTO_TEST_CASE(a_child_forked_inside_a_body_works, *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  std::string fate;
  thread_pool::parallel_for(8, [&](std::size_t task, std::size_t) {
    if (task == 1) fate = fate_of_child([] { std::_Exit(runs_rightly(40) ? 3 : 1); });
  });
  BOOST_TEST(fate == "exit 3");
  BOOST_TEST(runs_rightly(40));
}

BOOST_AUTO_TEST_CASE(exit_joins_the_threads_of_a_child_that_used_them_and_of_one_that_did_not,
                     *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  BOOST_REQUIRE(runs_rightly(40));
  BOOST_TEST(fate_of_child([] {
               runs_rightly(40);
               std::exit(9);
             }) == "exit 9");
  BOOST_TEST(fate_of_child([] { std::exit(9); }) == "exit 9");
}

BOOST_AUTO_TEST_CASE(exit_inside_a_body_ends_the_process_whichever_thread_calls_it,
                     *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  BOOST_TEST(fate_of_child([] {
               // The workers would be at it for minutes, if the pool did not shut down.
               std::atomic<bool> at_it{false};
               thread_pool::parallel_for(1'000'000, [&](std::size_t, std::size_t worker) {
                 if (worker == 0) {
                   happens([&] { return at_it.load(); });
                   std::exit(5);
                 }
                 at_it = true;
                 std::this_thread::sleep_for(500us);
               });
             }) == "exit 5");
  limited const of_two(2);
  BOOST_TEST(fate_of_child([&] {
               // Task 0 waits for the worker to be there.
               std::atomic<bool> there{false};
               thread_pool::parallel_for(2, [&](std::size_t, std::size_t worker) {
                 if (worker != 0) {
                   there = true;
                   std::exit(5);
                 }
                 happens([&] { return there.load(); });
               });
               happens([] { return false; });
             }) == "exit 5");
}

BOOST_AUTO_TEST_CASE(exit_while_another_thread_keeps_calling_ends_the_process,
                     *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  for (int round = 0; round != 10; ++round) {
    BOOST_TEST(fate_of_child([] {
                 std::thread([] {
                   std::atomic<int> ran{0};
                   for (;;) thread_pool::parallel_for(10, [&](std::size_t, std::size_t) { ++ran; });
                 }).detach();
                 std::this_thread::sleep_for(2ms);
                 std::exit(4);
               }) == "exit 4");
  }
}

BOOST_AUTO_TEST_CASE(static_destructors_that_come_after_the_pools_end_run_serially,
                     *boost::unit_test::precondition(can_fork)) {
  limited const here(4);
  BOOST_REQUIRE(runs_rightly(40));
  BOOST_TEST(fate_of_child([] {
               runs_rightly(40);
               late.asked = true;
               std::exit(0);
             }) == "exit 11");
}

BOOST_AUTO_TEST_SUITE_END()
