// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/methods/cam/eigen_cam_formula.hpp>
#include <whence/methods/cam/eigen_grad_cam_formula.hpp>

#include "support/numbers.hpp"

using whence::eigen_cam_formula;
using whence::eigen_grad_cam_formula;
using whence::feature_tensor;
using whence::map_batch;
using whence::test::error_of_maximum;
using whence::test::random_tensor;

static_assert(whence::cam_formula<eigen_grad_cam_formula, float> &&
              whence::cam_formula<eigen_grad_cam_formula, double>);
static_assert(eigen_grad_cam_formula{}.centred);

BOOST_AUTO_TEST_SUITE(methods_cam_eigen_grad_cam_formula)

BOOST_AUTO_TEST_CASE(it_is_what_maps_times_gradients_have_in_common) {
  // Products (1, 3) and (2, 6), less their means (-1, 1) and (-2, 2): sqrt 5 (-1, 1).
  feature_tensor<double> const maps = {{{{1, 1}}, {{-1, 2}}}};
  feature_tensor<double> const gradient = {{{{1, 3}}, {{-2, 3}}}};
  map_batch<double> const expected = {{{-std::sqrt(5.0), std::sqrt(5.0)}}};
  BOOST_TEST(error_of_maximum(eigen_grad_cam_formula{}(maps, gradient), expected) < 1e-14);
  // Not centred: sqrt 5 (1, 3).
  map_batch<double> const whole = {{{std::sqrt(5.0), 3 * std::sqrt(5.0)}}};
  BOOST_TEST(error_of_maximum(eigen_grad_cam_formula{false}(maps, gradient), whole) < 1e-14);
}

BOOST_AUTO_TEST_CASE(what_speaks_against_the_question_is_negative) {
  // The opposite question: products (-1, -3) and (-2, -6).
  feature_tensor<double> const maps = {{{{1, 1}}, {{-1, 2}}}};
  feature_tensor<double> const gradient = {{{{-1, -3}}, {{2, -3}}}};
  map_batch<double> const expected = {{{std::sqrt(5.0), -std::sqrt(5.0)}}};
  BOOST_TEST(error_of_maximum(eigen_grad_cam_formula{}(maps, gradient), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(it_is_eigen_cam_of_the_products) {
  auto const maps = random_tensor<double, 4>({2, 7, 3, 4}, 1);
  auto const gradient = random_tensor<double, 4>({2, 7, 3, 4}, 2);
  feature_tensor<double> const products = maps * gradient;
  BOOST_TEST((eigen_grad_cam_formula{}(maps, gradient) == eigen_cam_formula{true}(products)));
  BOOST_TEST((eigen_grad_cam_formula{false}(maps, gradient) == eigen_cam_formula{}(products)));
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_THROW(static_cast<void>(eigen_grad_cam_formula{}(maps, gradient)), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
