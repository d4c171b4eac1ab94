// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <whence/core/option_error.hpp>
#include <whence/methods/baselines/blurred_baseline.hpp>

#include "support/numbers.hpp"

using whence::blurred_baseline;
using whence::image_batch;

namespace {

using value_types = std::tuple<float, double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_baselines_blurred_baseline)

static_assert(std::semiregular<blurred_baseline>);
static_assert(whence::image_baseline<blurred_baseline, float> && whence::image_baseline<blurred_baseline, double>);

BOOST_AUTO_TEST_CASE_TEMPLATE(a_blur_of_nothing_leaves_the_image_to_the_bit, T, value_types) {
  auto const images = whence::test::random_tensor<T, 4>({2, 3, 5, 4}, 1);
  BOOST_TEST((blurred_baseline{0}(images) == images));
  BOOST_TEST((blurred_baseline{0.1}(images) == images));  // four deviations do not reach the next pixel
}

BOOST_AUTO_TEST_CASE(a_point_spreads_by_the_gaussian_and_edges_go_on) {
  // Sigma 1/4 reaches one pixel, exp(-(1 / sigma)^2 / 2) = exp(-8) of the middle's weight.
  double const side = std::exp(-8.0) / (1 + 2 * std::exp(-8.0)), middle = 1 / (1 + 2 * std::exp(-8.0));
  image_batch<double> const inside = {{{{0, 0, 0}, {0, 1, 0}, {0, 0, 0}}}};
  image_batch<double> const spread = blurred_baseline{0.25}(inside);
  for (std::size_t y = 0; y != 3; ++y)
    for (std::size_t x = 0; x != 3; ++x) {
      double const expected = (y == 1 ? middle : side) * (x == 1 ? middle : side);
      BOOST_TEST(std::abs(spread(0, 0, y, x) - expected) < 1e-15);
    }
  // In the corner it is its own neighbour on two sides.
  image_batch<double> const corner = blurred_baseline{0.25}(image_batch<double>{{{{1, 0}, {0, 0}}}});
  BOOST_TEST(std::abs(corner(0, 0, 0, 0) - (middle + side) * (middle + side)) < 1e-15);
  BOOST_TEST(std::abs(corner(0, 0, 0, 1) - (middle + side) * side) < 1e-15);
}

BOOST_AUTO_TEST_CASE(an_even_image_stays_even_however_large_the_blur) {
  image_batch<double> const even = xt::ones<double>({1, 2, 3, 4}) * 0.75;
  image_batch<double> const blurred = blurred_baseline{100}(even);
  for (double const value : blurred) BOOST_TEST(std::abs(value - 0.75) < 1e-14);
}

BOOST_AUTO_TEST_CASE(the_larger_the_blur_the_less_is_left) {
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 16, 16}, 2);
  double before = std::numeric_limits<double>::infinity();
  for (double const sigma : {0.0, 0.5, 1.0, 2.0, 4.0, 8.0}) {
    image_batch<double> const blurred = blurred_baseline{sigma}(images);
    auto const [least, most] = std::minmax_element(blurred.begin(), blurred.end());
    BOOST_TEST(*most - *least < before);
    before = *most - *least;
  }
}

BOOST_AUTO_TEST_CASE(an_image_is_blurred_as_it_would_be_alone) {
  auto const images = whence::test::random_tensor<float, 4>({2, 2, 5, 6}, 3);
  image_batch<float> second({1, 2, 5, 6});
  std::copy_n(images.data() + second.size(), second.size(), second.data());
  image_batch<float> const together = blurred_baseline{1.5}(images), alone = blurred_baseline{1.5}(second);
  BOOST_TEST(std::equal(alone.begin(), alone.end(), together.data() + alone.size()));
}

BOOST_AUTO_TEST_CASE(a_deviation_that_is_none_is_refused) {
  auto const images = image_batch<double>::from_shape({1, 1, 2, 2});
  for (double const sigma : {-1.0, 1e9, std::numeric_limits<double>::quiet_NaN()}) {
    BOOST_CHECK_THROW(static_cast<void>(blurred_baseline{sigma}(images)), whence::option_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
