// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstdio>

#include "every_method_answers.hpp"
#include "support/numbers.hpp"
#include "support/pixel_agreement.hpp"

using namespace whence::test;

BOOST_AUTO_TEST_SUITE(backends_libtorch_every_method_float)

/// Of pixels 99.9 % are held to 1e-4 of the maximum and the rest to one hundredth of the length: a near tie in a
/// pooling window or a ReLU is decided by rounding, and sends a gradient another way.
BOOST_AUTO_TEST_CASE(maps_agree_to_1e_4_of_the_maximum_and_pixels_as_far_as_ties_allow) {
  for (auto const& [reference, libtorch] : both_answers_of_every_method<float>()) {
    double const error = error_of_maximum(libtorch.values, reference.values);
    pixel_agreement const agreement(libtorch.values, reference.values);
    std::printf("%-60s %8.1e of the maximum, %.5f within 1e-4, relative L2 %8.1e\n", reference.name.c_str(), error,
                agreement.within, agreement.relative_l2);
    BOOST_TEST(error_of_maximum(libtorch.scores, reference.scores) <= 1e-5, reference.name);
    if (reference.of_pixels) {
      BOOST_TEST(agreement.within >= 0.999, reference.name << ": " << agreement.within);
      BOOST_TEST(agreement.relative_l2 <= 1e-2, reference.name << ": " << agreement.relative_l2);
    } else {
      BOOST_TEST(error <= 1e-4, reference.name << " off by " << error << " of the maximum");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
