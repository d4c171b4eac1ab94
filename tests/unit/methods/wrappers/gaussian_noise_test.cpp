// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <vector>
#include <whence/concepts/image_noise.hpp>
#include <whence/methods/wrappers/gaussian_noise.hpp>

#include "support/numbers.hpp"

using whence::gaussian_noise;
using whence::image_batch;

namespace {

using value_types = std::tuple<float, double>;

template <class T>
std::vector<T> drawn(gaussian_noise const& noise, image_batch<T> const& images, std::size_t image, std::size_t sample) {
  std::vector<T> result(images.size() / images.shape(0));
  noise(images, image, sample, std::span<T>(result));
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_gaussian_noise)

static_assert(whence::image_noise<gaussian_noise, float> && whence::image_noise<gaussian_noise, double>);
static_assert(!whence::image_noise<int, float> && std::semiregular<gaussian_noise>);

BOOST_AUTO_TEST_CASE_TEMPLATE(its_deviation_is_a_part_of_what_lies_between_the_images_extremes, T, value_types) {
  image_batch<T> const images = {{{{T(1), T(-3)}}, {{T(0), T(2)}}}, {{{T(4), T(4)}}, {{T(4), T(4)}}}};
  BOOST_TEST(gaussian_noise{.relative = 0.1}.deviation(images, 0) == 0.5);
  BOOST_TEST(gaussian_noise{.relative = 0.1}.deviation(images, 1) == 0.0);
  BOOST_TEST(gaussian_noise{}.deviation(images, 0) == 0.75);
  BOOST_TEST((gaussian_noise{.absolute = 0.3}.deviation(images, 0) == 0.3));
  BOOST_TEST((gaussian_noise{.absolute = 0.0}.deviation(images, 0) == 0.0));
}

BOOST_AUTO_TEST_CASE(it_has_the_mean_and_deviation_it_says) {
  auto const images = whence::test::random_tensor<double, 4>({1, 3, 50, 50}, 1);
  auto const noise = drawn({.absolute = 2}, images, 0, 7);
  double sum = 0, squares = 0;
  for (double const value : noise) sum += value, squares += value * value;
  auto const count = static_cast<double>(noise.size());
  // Five deviations of a mean and of a variance over 7500 numbers: 2 / sqrt(7500) = 0.023, 4 sqrt(2 / 7500) = 0.065.
  BOOST_TEST(std::abs(sum / count) < 0.12);
  BOOST_TEST(std::abs(squares / count - 4) < 0.33);
}

BOOST_AUTO_TEST_CASE(it_is_as_large_as_its_deviation) {
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 2, 3}, 1);
  auto const once = drawn({.absolute = 1}, images, 0, 0), thrice = drawn({.absolute = 3}, images, 0, 0);
  for (std::size_t i = 0; i != once.size(); ++i) BOOST_TEST(thrice[i] == 3 * once[i]);
}

BOOST_AUTO_TEST_CASE(an_image_has_the_same_noise_wherever_it_stands_and_every_sample_another) {
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 3}, 1);
  image_batch<double> alone({1, 1, 2, 3});
  std::copy_n(images.data() + alone.size(), alone.size(), alone.data());
  BOOST_TEST((drawn({}, images, 1, 3) == drawn({}, alone, 0, 3)));
  gaussian_noise const same{.absolute = 1};
  BOOST_TEST((drawn(same, images, 0, 3) != drawn(same, images, 1, 3)));
  BOOST_TEST((drawn(same, images, 0, 3) != drawn(same, images, 0, 4)));
  BOOST_TEST((drawn(same, images, 0, 3) != drawn({.absolute = 1, .seed = 1}, images, 0, 3)));
}

BOOST_AUTO_TEST_CASE(deviations_that_are_none_are_refused) {
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 1, 2}, 1);
  for (double const wrong : {-1.0, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    gaussian_noise const relative{.relative = wrong}, absolute{.absolute = wrong};
    BOOST_CHECK_THROW(static_cast<void>(relative.deviation(images, 0)), whence::option_error);
    BOOST_CHECK_THROW(static_cast<void>(absolute.deviation(images, 0)), whence::option_error);
  }
}

BOOST_AUTO_TEST_SUITE_END()
