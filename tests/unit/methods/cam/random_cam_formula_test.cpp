// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <whence/methods/cam/random_cam_formula.hpp>

using whence::feature_tensor;
using whence::map_batch;
using whence::random_cam_formula;

BOOST_AUTO_TEST_SUITE(methods_cam_random_cam_formula)

static_assert(whence::feature_formula<random_cam_formula, float> &&
              whence::feature_formula<random_cam_formula, double>);

BOOST_AUTO_TEST_CASE(weights_are_even_over_minus_one_to_one) {
  // Map k is 1 at cell k, so that the answer shows the weights. Over 2000 of them the mean is within five times
  // sqrt(1 / 3 / 2000) of 0, and that of their squares within five times sqrt(4 / 45 / 2000) of 1/3.
  for (std::uint64_t const seed : {0u, 1u, 2u}) {
    feature_tensor<double> maps = xt::zeros<double>({1, 2000, 1, 2000});
    for (std::size_t k = 0; k != 2000; ++k) maps(0, k, 0, k) = 1;
    map_batch<double> const weights = random_cam_formula{seed}(maps);
    double sum = 0;
    double squares = 0;
    for (double const weight : weights) {
      BOOST_REQUIRE(std::abs(weight) < 1);
      sum += weight;
      squares += weight * weight;
    }
    BOOST_TEST(std::abs(sum / 2000) < 5 * std::sqrt(1.0 / 6000));
    BOOST_TEST(std::abs(squares / 2000 - 1.0 / 3) < 5 * std::sqrt(4.0 / 45 / 2000));
  }
}

BOOST_AUTO_TEST_CASE(all_images_meet_the_same_weights_and_another_seed_brings_others) {
  feature_tensor<double> const maps = {{{{1, 0}}, {{0, 1}}}, {{{1, 0}}, {{0, 1}}}};
  map_batch<double> const got = random_cam_formula{3}(maps);
  BOOST_TEST(got(0, 0, 0) == got(1, 0, 0));
  BOOST_TEST(got(0, 0, 1) == got(1, 0, 1));
  BOOST_TEST(got(0, 0, 0) != got(0, 0, 1));
  BOOST_TEST((random_cam_formula{3}(maps) == got));
  BOOST_TEST((random_cam_formula{4}(maps) != got));
}

BOOST_AUTO_TEST_SUITE_END()
