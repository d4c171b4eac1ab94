// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <concepts>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>
#include <whence/core/executor.hpp>

using whence::executor;
using whence::task_body;

namespace {

/// A host program's way to share out work: a thread for each worker, tasks dealt out in turn.
class dealer {
 public:
  explicit dealer(std::size_t width) : width_(width) {}

  void operator()(std::size_t count, task_body body) const {
    std::vector<std::thread> threads;
    std::exception_ptr error;
    std::mutex guard;
    for (std::size_t worker = 0; worker != width_; ++worker) {
      threads.emplace_back([&, worker] {
        try {
          for (std::size_t task = worker; task < count; task += width_) body(task, worker);
        } catch (...) {
          std::lock_guard const lock(guard);
          error = std::current_exception();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    if (error) std::rethrow_exception(error);
  }

 private:
  std::size_t width_;
};

/// How often each task ran.
std::vector<int> times_run(executor const& threads, std::size_t count) {
  std::vector<std::atomic<int>> ran(count);
  threads.parallel_for(count, [&](std::size_t task, std::size_t worker) {
    if (worker < threads.width()) ++ran[task];
  });
  return {ran.begin(), ran.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(core_executor)

BOOST_AUTO_TEST_CASE(every_executor_runs_each_task_once_by_workers_below_its_width) {
  for (executor const& threads : {executor{}, executor::serial(), executor{3, dealer(3)}, executor{8, dealer(2)}}) {
    for (std::size_t const count : {0U, 1U, 2U, 7U, 100U}) {
      BOOST_TEST(times_run(threads, count) == std::vector<int>(count, 1), boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_serial_executor_keeps_order_and_thread) {
  std::vector<std::size_t> order;
  executor::serial().parallel_for(4, [&](std::size_t task, std::size_t worker) {
    BOOST_TEST((worker == 0));
    order.push_back(task);
  });
  BOOST_TEST(order == (std::vector<std::size_t>{0, 1, 2, 3}), boost::test_tools::per_element());
  BOOST_TEST(executor::serial().width() == 1);
}

BOOST_AUTO_TEST_CASE(the_hosts_way_is_called_once_a_region_with_the_number_of_tasks) {
  std::vector<std::size_t> counts;
  executor const threads{5, [&](std::size_t count, task_body body) {
                           counts.push_back(count);
                           for (std::size_t task = count; task-- > 0;) body(task, 4);  // in its own order
                         }};
  std::vector<std::pair<std::size_t, std::size_t>> calls;
  threads.parallel_for(2, [&](std::size_t task, std::size_t worker) { calls.emplace_back(task, worker); });
  threads.parallel_for(0, [&](std::size_t task, std::size_t worker) { calls.emplace_back(task, worker); });
  BOOST_TEST(counts == (std::vector<std::size_t>{2, 0}), boost::test_tools::per_element());
  BOOST_TEST((calls == std::vector<std::pair<std::size_t, std::size_t>>{{1, 4}, {0, 4}}));
  BOOST_TEST(threads.width() == 5);
}

BOOST_AUTO_TEST_CASE(scratch_of_the_default_executors_width_is_long_enough_even_where_the_limit_rises_afterwards) {
  std::size_t const before = whence::thread_pool::limit();
  whence::thread_pool::set_limit(1);
  executor const threads;
  std::vector<std::atomic<int>> scratch(threads.width());
  whence::thread_pool::set_limit(6);
  std::atomic<std::size_t> largest{0};
  threads.parallel_for(60, [&](std::size_t, std::size_t worker) {
    for (std::size_t seen = largest; seen < worker && !largest.compare_exchange_weak(seen, worker);) continue;
    std::this_thread::sleep_for(std::chrono::microseconds(100));
  });
  whence::thread_pool::set_limit(before);
  BOOST_TEST(largest < scratch.size());
}

BOOST_AUTO_TEST_CASE(what_a_body_throws_reaches_the_caller) {
  for (executor const& threads : {executor{}, executor::serial(), executor{3, dealer(3)}}) {
    auto const body = [](std::size_t task, std::size_t) {
      if (task == 5) throw std::runtime_error("task 5");
    };
    BOOST_CHECK_EXCEPTION(threads.parallel_for(9, body), std::runtime_error,
                          [](auto const& thrown) { return std::string(thrown.what()) == "task 5"; });
  }
}

BOOST_AUTO_TEST_CASE(regions_of_one_executor_nest_in_those_of_another) {
  std::vector<std::atomic<int>> ran(6);
  executor{2, dealer(2)}.parallel_for(2, [&](std::size_t outer, std::size_t) {
    executor{}.parallel_for(3, [&](std::size_t inner, std::size_t) { ++ran[outer * 3 + inner]; });
  });
  BOOST_TEST(std::ranges::all_of(ran, [](auto const& times) { return times == 1; }));
}

BOOST_AUTO_TEST_CASE(bodies_may_be_const_mutable_or_about_to_vanish) {
  for (executor const& threads : {executor{}, executor::serial(), executor{2, dealer(2)}}) {
    std::atomic<int> ran{0};
    auto const constant = [&](std::size_t, std::size_t) { ++ran; };
    threads.parallel_for(10, constant);
    auto changing = [&](std::size_t, std::size_t) mutable { ++ran; };
    threads.parallel_for(10, changing);
    threads.parallel_for(10, std::function<void(std::size_t, std::size_t)>(constant));
    BOOST_TEST(ran == 30);
  }
}

BOOST_AUTO_TEST_CASE(an_executor_that_numbers_no_worker_is_refused) {
  BOOST_CHECK_EXCEPTION((executor{0, dealer(1)}), whence::error, [](whence::error const& complaint) {
    return complaint.expected() == "at least 1" && complaint.got() == "0";
  });
}

BOOST_AUTO_TEST_CASE(executors_are_values_and_take_only_what_can_share_out_work) {
  static_assert(std::copyable<executor> && std::is_nothrow_move_constructible_v<executor>);
  static_assert(std::constructible_from<executor, std::size_t, dealer>);
  static_assert(!std::constructible_from<executor, std::size_t, int>);
  static_assert(!std::constructible_from<executor, std::size_t, void (*)(std::size_t)>);
  // What cannot be copied cannot be kept, and is refused where it is handed in.
  auto alone = [owned = std::make_unique<int>(1)](std::size_t, task_body) {};
  static_assert(!std::constructible_from<executor, std::size_t, decltype(alone)>);
  executor const first{3, dealer(3)};
  executor const copy = first;
  BOOST_TEST(copy.width() == 3);
  BOOST_TEST(times_run(copy, 7) == std::vector<int>(7, 1), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
