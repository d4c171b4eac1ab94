// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/methods/cam/fem_formula.hpp>

using whence::feature_tensor;
using whence::fem_formula;
using whence::map_batch;

BOOST_AUTO_TEST_SUITE(methods_cam_fem_formula)

static_assert(whence::feature_formula<fem_formula, float> && whence::feature_formula<fem_formula, double>);

BOOST_AUTO_TEST_CASE(cells_two_deviations_above_their_maps_mean_count_by_that_mean) {
  // First map: mean 1, deviation sqrt(81 / 9 - 1) = sqrt 8, so 9 is above 1 + 2 sqrt 8 = 6.7. Second: mean 2, deviation
  // sqrt(2 * 81 / 9 - 4) = 3.7, so 9 is below 9.5. Third: the same everywhere.
  feature_tensor<double> const maps = {
      {{{0, 0, 0}, {0, 0, 9}, {0, 0, 0}}, {{9, 0, 0}, {0, 0, 9}, {0, 0, 0}}, {{5, 5, 5}, {5, 5, 5}, {5, 5, 5}}}};
  map_batch<double> const expected = {{{0, 0, 0}, {0, 0, 1}, {0, 0, 0}}};
  BOOST_TEST((fem_formula{}(maps) == expected));
  // One deviation above the mean: 3.8 and 5.7.
  map_batch<double> const wider = {{{2, 0, 0}, {0, 0, 3}, {0, 0, 0}}};
  BOOST_TEST((fem_formula{1.0}(maps) == wider));
}

BOOST_AUTO_TEST_CASE(of_maps_with_negative_values_the_mean_keeps_its_sign) {
  // Eight times -9/8 and once 0: mean -1, deviation sqrt(81 / 64 * 8 / 9 - 1) = sqrt(1/8), so 0 is above -1 + .71.
  double const v = -9.0 / 8;
  feature_tensor<double> const maps = {{{{v, v, v}, {v, 0, v}, {v, v, v}}}};
  auto const got = fem_formula{}(maps);
  BOOST_TEST(got(0, 1, 1) == -1, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(0, 0, 0) == 0);
}

BOOST_AUTO_TEST_CASE(a_map_that_is_not_finite_is_not_passed_over) {
  feature_tensor<double> const maps = {{{{std::numeric_limits<double>::infinity(), 0}}}};
  BOOST_TEST(!std::isfinite(fem_formula{}(maps)(0, 0, 0)));
}

BOOST_AUTO_TEST_CASE(no_images_give_no_maps) {
  feature_tensor<double> const none = feature_tensor<double>::from_shape({0, 3, 2, 5});
  map_batch<double> const maps = fem_formula{}(none);
  BOOST_TEST(maps.shape(0) == 0);
  BOOST_TEST(maps.shape(2) == 5);
}

BOOST_AUTO_TEST_SUITE_END()
