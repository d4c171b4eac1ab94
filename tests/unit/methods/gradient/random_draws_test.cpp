// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/methods/gradient/random_draws.hpp>

#include "support/numbers.hpp"

using whence::image_batch;
using whence::random_draws;

namespace {

bool same(whence::path_draw const& left, whence::path_draw const& right) {
  return left.reference == right.reference && left.position == right.position;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_random_draws)

BOOST_AUTO_TEST_CASE(references_and_positions_are_drawn_evenly) {
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 2, 2}, 1);
  int const samples = 3000;
  std::array<int, 3> times{};
  double sum = 0;
  for (int sample = 0; sample != samples; ++sample) {
    auto const [reference, position] = random_draws{}(images, 0, static_cast<std::size_t>(sample), 3);
    BOOST_TEST_REQUIRE(reference < 3u);
    BOOST_TEST_REQUIRE((position > 0 && position < 1));
    ++times[reference];
    sum += position;
  }
  // Five deviations: sqrt(3000 / 3 * 2 / 3) = 26 of a count, sqrt(1 / 12 / 3000) = 0.0053 of the mean.
  for (int const count : times) BOOST_TEST(std::abs(count - 1000) < 130);
  BOOST_TEST(std::abs(sum / samples - 0.5) < 0.027);
}

BOOST_AUTO_TEST_CASE(of_one_reference_it_is_always_that_one) {
  auto const images = whence::test::random_tensor<float, 4>({1, 1, 2, 2}, 1);
  for (std::size_t sample = 0; sample != 100; ++sample) BOOST_TEST(random_draws{}(images, 0, sample, 1).reference == 0);
}

BOOST_AUTO_TEST_CASE(an_image_draws_the_same_wherever_it_stands_and_another_draws_otherwise) {
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 2}, 1);
  image_batch<double> alone({1, 1, 2, 2});
  std::copy_n(images.data() + 4, 4, alone.data());
  BOOST_TEST(same(random_draws{}(images, 1, 5, 100), random_draws{}(alone, 0, 5, 100)));
  BOOST_TEST(!same(random_draws{}(images, 0, 5, 100), random_draws{}(images, 1, 5, 100)));
  BOOST_TEST(!same(random_draws{}(images, 0, 5, 100), random_draws{}(images, 0, 6, 100)));
  BOOST_TEST(!same(random_draws{}(images, 0, 5, 100), random_draws{1}(images, 0, 5, 100)));
}

BOOST_AUTO_TEST_SUITE_END()
