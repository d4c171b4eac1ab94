// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <tuple>
#include <whence/concepts/image_baseline.hpp>
#include <whence/methods/baselines/constant_baseline.hpp>

using whence::constant_baseline;
using whence::image_batch;

namespace {

using value_types = std::tuple<float, double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_baselines_constant_baseline)

static_assert(std::semiregular<constant_baseline>);
static_assert(whence::image_baseline<constant_baseline, float> && whence::image_baseline<constant_baseline, double>);
static_assert(!whence::image_baseline<int, float>);

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_one_value_everywhere_unless_told_otherwise_zero, T, value_types) {
  image_batch<T> const images = {{{{T(1), T(2)}}}, {{{T(3), T(4)}}}};
  BOOST_TEST((constant_baseline{}(images) == image_batch<T>{{{{T(0), T(0)}}}, {{{T(0), T(0)}}}}));
  BOOST_TEST((constant_baseline{-0.5}(images) == image_batch<T>{{{{T(-0.5), T(-0.5)}}}, {{{T(-0.5), T(-0.5)}}}}));
}

BOOST_AUTO_TEST_CASE(of_no_images_it_makes_none) {
  image_batch<float> const none = image_batch<float>::from_shape({0, 3, 2, 2});
  BOOST_TEST((constant_baseline{}(none).shape() == none.shape()));
}

BOOST_AUTO_TEST_SUITE_END()
