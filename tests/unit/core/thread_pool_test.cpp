// SPDX-License-Identifier: BSD-3-Clause
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <functional>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>
#include <whence/core/thread_pool.hpp>

#include "pool_regions.hpp"

using namespace std::chrono_literals;
using whence::thread_pool;
using whence::test::happens;
using whence::test::limited;
using whence::test::runs_rightly;

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

BOOST_AUTO_TEST_SUITE_END()
