// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>

#include "every_method_answers.hpp"
#include "support/numbers.hpp"

using namespace whence::test;

BOOST_AUTO_TEST_SUITE(backends_libtorch_every_method_double)

BOOST_AUTO_TEST_CASE(every_method_answers_what_it_does_on_the_reference_to_1e_9_of_the_maximum) {
  for (auto const& [reference, libtorch] : both_answers_of_every_method<double>()) {
    double const error = error_of_maximum(libtorch.values, reference.values);
    std::printf("%-60s %8.1e of the maximum\n", reference.name.c_str(), error);
    BOOST_TEST(error <= 1e-9, reference.name << " off by " << error << " of the maximum");
    BOOST_TEST(error_of_maximum(libtorch.scores, reference.scores) <= 1e-12, reference.name);
    if (!reference.gaps.empty()) {
      // The gap is what is left of a difference of numbers as large as the score.
      double const apart = std::abs(libtorch.gaps.at(0) - reference.gaps[0]);
      BOOST_TEST(apart <= 1e-9 * std::abs(reference.scores[0]), reference.name << "'s gap is off by " << apart);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
