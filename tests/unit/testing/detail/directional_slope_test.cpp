// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <whence/core/shape_error.hpp>
#include <whence/testing/detail/directional_slope.hpp>

namespace {

using maps = whence::feature_tensor<double>;
using logits = whence::logit_matrix<double>;

/// The slope of a function of one number at `at`, by a step of 1.
template <class Function>
whence::detail::directional_slope slope_of(Function const& function, double at) {
  maps const start{{{{at}}}};
  maps const direction{{{{1.0}}}};
  logits const cotangent{{1.0}};
  auto const logits_of = [&](maps const& stack) {
    logits result = logits::from_shape({stack.shape(0), 1});
    for (std::size_t m = 0; m != stack.shape(0); ++m) result(m, 0) = function(stack(m, 0, 0, 0));
    return result;
  };
  return whence::detail::slope_along(logits_of, start, direction, cotangent, 1.0);
}

double relu(double x) {
  return x > 0 ? x : 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(testing_detail_directional_slope)

BOOST_AUTO_TEST_CASE(a_smooth_function_gives_its_derivative_without_doubt) {
  // d/dx x^2 = 2x; central differences of a square are exact.
  auto const slope = slope_of([](double x) { return x * x; }, 3.0);
  BOOST_TEST(slope.value == 6.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slope.doubt < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_kink_where_one_stands_is_doubted) {
  // relu at -1, -1/2, 0, 1/2, 1 is 0 0 0 1/2 1: both central differences say 1/2, the second differences are 1 and 1/2,
  // and 1 - 4 * 1/2 = -1.
  auto const slope = slope_of(relu, 0.0);
  BOOST_TEST(slope.value == 0.5);
  BOOST_TEST(slope.doubt == 1.0);
}

BOOST_AUTO_TEST_CASE(a_kink_that_the_second_differences_miss_is_doubted) {
  // relu(x - 1/3) is 0 0 0 1/6 2/3: second differences 2/3 and 1/6, and 2/3 - 4 * 1/6 = 0; but the central differences
  // are 1/3 and 1/6.
  auto const slope = slope_of([](double x) { return relu(x - 1.0 / 3.0); }, 0.0);
  BOOST_TEST(slope.doubt == 1.0 / 6.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_kink_beyond_the_step_is_none) {
  auto const slope = slope_of(relu, 1.5);
  BOOST_TEST(slope.value == 1.0);
  BOOST_TEST(slope.doubt < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_step_that_rounding_swallows_is_doubted) {
  // 1e17 + 1 is 1e17: every difference is zero, though the slope is 1.
  auto const slope = slope_of([](double x) { return x + 1e17; }, 0.0);
  BOOST_TEST(slope.value == 0.0);
  BOOST_TEST(slope.doubt > 1.0);
}

BOOST_AUTO_TEST_CASE(logits_for_too_few_maps_are_refused) {
  maps const start{{{{0.0}}}};
  logits const cotangent{{1.0}};
  auto const one_row = [](maps const&) { return logits{{1.0}}; };
  BOOST_CHECK_THROW((void)whence::detail::slope_along(one_row, start, start, cotangent, 1.0), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
