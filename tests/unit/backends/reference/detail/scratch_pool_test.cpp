// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <thread>
#include <utility>
#include <vector>
#include <whence/backends/reference/detail/scratch_pool.hpp>

using whence::reference::detail::scratch_pool;

BOOST_AUTO_TEST_SUITE(backends_reference_detail_scratch_pool)

BOOST_AUTO_TEST_CASE(what_was_given_back_is_taken_again) {
  auto const pool = std::make_shared<scratch_pool>();
  float const* const first = pool->take(100).data();
  BOOST_TEST(pool->idle_bytes() == 400U);
  auto const again = pool->take(80);
  BOOST_TEST(again.data() == first);
  BOOST_TEST(pool->idle_bytes() == 0U);
}

BOOST_AUTO_TEST_CASE(the_smallest_that_fits_is_taken) {
  auto const pool = std::make_shared<scratch_pool>();
  float const* small = nullptr;
  float const* large = nullptr;
  {
    auto const a = pool->take(1000);
    auto const b = pool->take(10);
    large = a.data();
    small = b.data();
  }
  BOOST_TEST(pool->take(10).data() == small);
  BOOST_TEST(pool->take(11).data() == large);
}

BOOST_AUTO_TEST_CASE(never_more_is_kept_than_was_in_use_at_once) {
  auto const pool = std::make_shared<scratch_pool>();
  (void)pool->take(100);
  (void)pool->take(150);  // does not fit into 100
  BOOST_TEST(pool->idle_bytes() == 600U);
  { auto const both = std::pair{pool->take(150), pool->take(50)}; }
  BOOST_TEST(pool->idle_bytes() == 800U);
}

BOOST_AUTO_TEST_CASE(on_request_all_of_it_goes_back) {
  auto const pool = std::make_shared<scratch_pool>();
  auto const held = pool->take(10);
  (void)pool->take(100);
  pool->release();
  BOOST_TEST(pool->idle_bytes() == 0U);
  held.data()[9] = 1;  // what is in use stays
}

BOOST_AUTO_TEST_CASE(memory_is_aligned_to_a_cache_line) {
  auto const pool = std::make_shared<scratch_pool>();
  for (std::size_t const size : {1U, 17U, 1000U}) {
    auto const taken = pool->take(size);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(taken.data()) % 64 == 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_buffer_outlives_the_pool_it_came_from) {
  auto pool = std::make_shared<scratch_pool>();
  auto taken = pool->take(10);
  pool.reset();
  taken.data()[0] = 1;
  scratch_pool::buffer moved = std::move(taken);
  BOOST_TEST(moved.data()[0] == 1);
  BOOST_TEST(!taken);
}

BOOST_AUTO_TEST_CASE(several_threads_take_and_give_back_at_once) {
  auto const pool = std::make_shared<scratch_pool>();
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t != 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i != 500; ++i) {
        std::size_t const size = 1 + (7 * i + t) % 50;
        auto const own = pool->take(size);
        for (std::size_t k = 0; k != size; ++k) own.data()[k] = static_cast<float>(t);
        for (std::size_t k = 0; k != size; ++k) wrong[t] += own.data()[k] == static_cast<float>(t) ? 0 : 1;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (int const count : wrong) BOOST_TEST(count == 0);
  BOOST_TEST(pool->idle_bytes() <= 4U * 50U * 4U);
}

BOOST_AUTO_TEST_SUITE_END()
