// SPDX-License-Identifier: BSD-3-Clause
// The pool and its process: signals, children by fork, exit from wherever, destructors after the end.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <support/sanitized.hpp>
#include <thread>
#include <vector>
#include <whence/core/thread_pool.hpp>

#include "pool_regions.hpp"

using namespace std::chrono_literals;
using whence::thread_pool;
using whence::test::happens;
using whence::test::limited;
using whence::test::runs_rightly;
using whence::test::two_tasks_meet;

namespace {

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
  boost::test_tools::assertion_result answer(!whence::test::is_sanitized);
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

BOOST_AUTO_TEST_SUITE(core_thread_pool_processes)

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
