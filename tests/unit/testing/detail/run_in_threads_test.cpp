// SPDX-License-Identifier: BSD-3-Clause
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <stdexcept>
#include <whence/testing/detail/run_in_threads.hpp>

BOOST_AUTO_TEST_SUITE(testing_detail_run_in_threads)

BOOST_AUTO_TEST_CASE(every_index_runs_once_and_all_at_the_same_time) {
  std::atomic<int> arrived = 0;
  std::atomic<int> sum = 0;
  whence::detail::run_in_threads(3, [&](std::size_t i) {
    ++arrived;
    while (arrived != 3) {
    }  // ends only where all three are under way
    sum += static_cast<int>(i) + 1;
  });
  BOOST_TEST(sum == 6);
}

BOOST_AUTO_TEST_CASE(an_exception_reaches_the_caller_after_all_have_ended) {
  std::atomic<int> ended = 0;
  auto const body = [&](std::size_t i) {
    ++ended;
    if (i == 1) throw std::runtime_error("the second");
  };
  BOOST_CHECK_THROW(whence::detail::run_in_threads(3, body), std::runtime_error);
  BOOST_TEST(ended == 3);
}

BOOST_AUTO_TEST_SUITE_END()
