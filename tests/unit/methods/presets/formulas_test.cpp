// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/core/shape_error.hpp>
#include <whence/methods/cam/grad_cam_plus_plus_formula.hpp>
#include <whence/methods/cam/xgrad_cam_formula.hpp>
#include <whence/methods/presets/pytorch_grad_cam/fem_formula.hpp>
#include <whence/methods/presets/pytorch_grad_cam/grad_cam_plus_plus_formula.hpp>
#include <whence/methods/presets/pytorch_grad_cam/xgrad_cam_formula.hpp>
#include <whence/methods/presets/torch_cam/grad_cam_plus_plus_formula.hpp>

#include "support/numbers.hpp"

namespace presets = whence::presets;
using whence::feature_tensor;
using whence::map_batch;
using whence::test::error_of_maximum;

BOOST_AUTO_TEST_SUITE(methods_presets_formulas)

static_assert(whence::cam_formula<presets::pytorch_grad_cam::grad_cam_plus_plus_formula, double>);
static_assert(whence::cam_formula<presets::pytorch_grad_cam::xgrad_cam_formula, double>);
static_assert(whence::cam_formula<presets::torch_cam::grad_cam_plus_plus_formula, double>);
static_assert(whence::feature_formula<presets::pytorch_grad_cam::fem_formula, double>);

// Two maps of two cells, sums 4 and 2, and their gradients.
feature_tensor<double> const maps = {{{{1, 3}}, {{2, 0}}}};
feature_tensor<double> const gradient = {{{{0.5, -1}}, {{1, 2}}}};

BOOST_AUTO_TEST_CASE(pytorch_grad_cams_grad_cam_plus_plus_is_the_papers_where_gradients_are_large) {
  auto const got = presets::pytorch_grad_cam::grad_cam_plus_plus_formula{}(maps, gradient);
  auto const papers = whence::grad_cam_plus_plus_formula{}(maps, gradient);
  BOOST_TEST(error_of_maximum(got, papers) < 1e-6);
  BOOST_TEST(error_of_maximum(presets::pytorch_grad_cam::grad_cam_plus_plus_formula{0.0}(maps, gradient), papers) <
             1e-15);
}

BOOST_AUTO_TEST_CASE(and_another_where_they_are_small) {
  // g = 1/1000 at the first cell, sum 4: alpha = 1e-6 / (2e-6 + 4e-9 + 1e-6) = 1 / 3.004, where the paper has 1
  // / 2.004.
  feature_tensor<double> const small = {{{{1e-3, 0}}, {{0, -1e-3}}}};
  auto const got = presets::pytorch_grad_cam::grad_cam_plus_plus_formula{}(maps, small);
  BOOST_TEST(error_of_maximum(got, map_batch<double>{{{1e-3 / 3.004, 3e-3 / 3.004}}}) < 1e-12);
  BOOST_TEST(error_of_maximum(whence::grad_cam_plus_plus_formula{}(maps, small),
                              map_batch<double>{{{1e-3 / 2.004, 3e-3 / 2.004}}}) < 1e-12);
}

BOOST_AUTO_TEST_CASE(torch_cams_grad_cam_plus_plus_weighs_by_cubes) {
  // 1/8 and 1 + 8.
  auto const got = presets::torch_cam::grad_cam_plus_plus_formula{}(maps, gradient);
  BOOST_TEST((got == map_batch<double>{{{0.125 + 18, 0.375}}}));
}

BOOST_AUTO_TEST_CASE(xgrad_cam_counts_maps_of_small_sums_for_less) {
  // Sum 3e-7 and 1e-7 beside it: three quarters of the weight, 2 and 1/2 of it. The other map is silent.
  feature_tensor<double> const faint = {{{{1e-7, 2e-7}}, {{0, 0}}}};
  feature_tensor<double> const slopes = {{{{4, 1}}, {{5, 5}}}};
  auto const got = presets::pytorch_grad_cam::xgrad_cam_formula{}(faint, slopes);
  BOOST_TEST(error_of_maximum(got, map_batch<double>{{{1.5e-7, 3e-7}}}) < 1e-12);
  BOOST_TEST(error_of_maximum(whence::xgrad_cam_formula{}(faint, slopes), map_batch<double>{{{2e-7, 4e-7}}}) < 1e-12);
  auto const exact = presets::pytorch_grad_cam::xgrad_cam_formula{1e-9}(maps, gradient);
  BOOST_TEST(error_of_maximum(exact, whence::xgrad_cam_formula{}(maps, gradient)) < 1e-8);
}

BOOST_AUTO_TEST_CASE(fem_weighs_a_whole_map_by_the_part_of_it_that_is_unusual) {
  // Of (0 0 0 0 0 12) mean 2, deviation sqrt(20) < 5: one cell of six is more than two of them above. Of (1 1 1 1 1 1)
  // none is. At one half of a deviation, (0 0 0 1 1 1): 1 > 1/2 + 1/4, half of the cells.
  feature_tensor<double> const peaks = {{{{0, 0, 0, 0, 0, 12}}, {{1, 1, 1, 1, 1, 1}}, {{0, 0, 0, 1, 1, 1}}}};
  presets::pytorch_grad_cam::fem_formula formula;
  BOOST_TEST(error_of_maximum(formula(peaks), map_batch<double>{{{0, 0, 0, 0, 0, 2}}}) < 1e-15);
  formula.deviations = 0.5;
  BOOST_TEST(error_of_maximum(formula(peaks), map_batch<double>{{{0, 0, 0, 0.5, 0.5, 2.5}}}) < 1e-15);
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_no_number_is_not_passed_over) {
  feature_tensor<double> const spoilt = {{{{std::numeric_limits<double>::quiet_NaN(), 1}}, {{1, 1}}}};
  BOOST_TEST(std::isnan(presets::pytorch_grad_cam::grad_cam_plus_plus_formula{}(maps, spoilt)(0, 0, 1)));
  BOOST_TEST(std::isnan(presets::pytorch_grad_cam::xgrad_cam_formula{}(maps, spoilt)(0, 0, 1)));
  BOOST_TEST(std::isnan(presets::torch_cam::grad_cam_plus_plus_formula{}(maps, spoilt)(0, 0, 1)));
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused) {
  feature_tensor<double> const other = xt::zeros<double>({1, 2, 2, 1});
  BOOST_CHECK_THROW((void)presets::pytorch_grad_cam::grad_cam_plus_plus_formula{}(maps, other), whence::shape_error);
  BOOST_CHECK_THROW((void)presets::pytorch_grad_cam::xgrad_cam_formula{}(maps, other), whence::shape_error);
  BOOST_CHECK_THROW((void)presets::torch_cam::grad_cam_plus_plus_formula{}(maps, other), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
