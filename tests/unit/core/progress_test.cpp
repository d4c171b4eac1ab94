// SPDX-License-Identifier: BSD-3-Clause
#include <whence/core/progress.hpp>

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <utility>
#include <vector>
#include <whence/core/stopped_error.hpp>

BOOST_AUTO_TEST_SUITE(core_progress)

using whence::progress;

BOOST_AUTO_TEST_CASE(nobody_is_told_unless_asked_for) {
  progress{}.report(1, 2);
}

BOOST_AUTO_TEST_CASE(an_observer_that_answers_nothing_is_told_and_stops_nothing) {
  std::vector<std::pair<std::size_t, std::size_t>> told;
  progress const observer([&](std::size_t done, std::size_t all) { told.emplace_back(done, all); });
  observer.report(16, 40);
  observer.report(32, 40);
  BOOST_TEST((told == std::vector<std::pair<std::size_t, std::size_t>>{{16, 40}, {32, 40}}));
}

BOOST_AUTO_TEST_CASE(an_observer_that_answers_false_stops_the_method_in_words) {
  progress const observer([](std::size_t done, std::size_t) { return done < 32; });
  observer.report(16, 40);
  BOOST_CHECK_EXCEPTION(observer.report(32, 40), whence::stopped_error, [](whence::error const& stopped) {
    return std::string(stopped.what()) ==
           "method: expected to run 40 images through the network, got a wish to stop after 32";
  });
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_reaches_the_caller) {
  progress const observer([](std::size_t, std::size_t) { throw std::runtime_error("enough"); });
  BOOST_CHECK_THROW(observer.report(1, 2), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
