// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <whence/core/task_body.hpp>

using whence::task_body;

BOOST_AUTO_TEST_SUITE(core_task_body)

BOOST_AUTO_TEST_CASE(a_task_body_is_copied_by_reference_and_keeps_constness) {
  struct counter {
    int changing = 0;
    mutable int constant = 0;
    void operator()(std::size_t, std::size_t) { ++changing; }
    void operator()(std::size_t, std::size_t) const { ++constant; }
  };
  counter body;
  task_body const first(body);
  task_body const copy = first;
  first(0, 0);
  copy(1, 0);
  counter const& unchanging = body;
  task_body const third(unchanging);
  third(2, 0);
  BOOST_TEST(body.changing == 2);
  BOOST_TEST(body.constant == 1);
}

BOOST_AUTO_TEST_CASE(a_body_is_not_taken_for_a_task_body_unasked) {
  auto const body = [](std::size_t, std::size_t) {};
  static_assert(std::constructible_from<task_body, decltype(body)&> &&
                !std::convertible_to<decltype(body)&, task_body>);
  static_assert(std::copyable<task_body>);
}

BOOST_AUTO_TEST_SUITE_END()
