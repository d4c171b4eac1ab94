// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <whence/backends/reference/instruction_set.hpp>

#include "support/every_instruction_set.hpp"

using whence::reference::instruction_set;

BOOST_AUTO_TEST_SUITE(backends_reference_instruction_set)

BOOST_AUTO_TEST_CASE(what_is_forced_is_in_use) {
  support::for_every_instruction_set(
      [](instruction_set set) { BOOST_TEST((whence::reference::instruction_set_in_use() == set)); });
}

BOOST_AUTO_TEST_CASE(one_that_the_processor_lacks_is_refused_with_the_best_it_has) {
  instruction_set const best = whence::reference::best_instruction_set();
  if (best == instruction_set::avx512) {
    BOOST_TEST_MESSAGE("this processor has them all");
    return;
  }
  BOOST_CHECK_EXCEPTION(whence::reference::force_instruction_set(instruction_set::avx512), whence::error,
                        [&](whence::error const& complaint) {
                          return complaint.expected().find(to_text(best)) != std::string::npos &&
                                 complaint.got() == "avx512";
                        });
}

BOOST_AUTO_TEST_CASE(the_environment_may_ask_for_less_and_not_for_more) {
  instruction_set const best = whence::reference::best_instruction_set();
  auto const asked = [](char const* name) {
    setenv("WHENCE_INSTRUCTION_SET", name, 1);
    return whence::reference::detail::first_instruction_set();
  };
  char const* const given = std::getenv("WHENCE_INSTRUCTION_SET");
  std::string const before = given == nullptr ? "" : given;
  BOOST_TEST((asked("baseline") == instruction_set::baseline));
  BOOST_TEST((asked("avx2") == std::min(best, instruction_set::avx2)));
  BOOST_TEST((asked("avx512") == best));
  BOOST_TEST((asked("neon") == best));
  if (given == nullptr) {
    unsetenv("WHENCE_INSTRUCTION_SET");
  } else {
    setenv("WHENCE_INSTRUCTION_SET", before.c_str(), 1);
  }
}

BOOST_AUTO_TEST_CASE(every_one_has_a_name) {
  BOOST_TEST(to_text(instruction_set::baseline) == "baseline");
  BOOST_TEST(to_text(instruction_set::avx2) == "avx2");
  BOOST_TEST(to_text(instruction_set::avx512) == "avx512");
}

BOOST_AUTO_TEST_SUITE_END()
