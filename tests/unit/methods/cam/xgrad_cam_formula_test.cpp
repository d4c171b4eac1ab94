// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/methods/cam/xgrad_cam_formula.hpp>

using whence::feature_tensor;
using whence::map_batch;
using whence::xgrad_cam_formula;

BOOST_AUTO_TEST_SUITE(methods_cam_xgrad_cam_formula)

static_assert(whence::cam_formula<xgrad_cam_formula, float> && whence::cam_formula<xgrad_cam_formula, double>);

BOOST_AUTO_TEST_CASE(gradients_are_averaged_where_the_map_is) {
  // First image: (1 * 4 + 3 * 8) / 4 = 7, and (2 * 1 + 0 * 9) / 2 = 1: 7 * 1 + 1 * 2 and 7 * 3. Second: (5 * -2) / 5
  // and (1 * 0) / 1.
  feature_tensor<double> const maps = {{{{1, 3}}, {{2, 0}}}, {{{5, 0}}, {{0, 1}}}};
  feature_tensor<double> const gradient = {{{{4, 8}}, {{1, 9}}}, {{{-2, 4}}, {{7, 0}}}};
  map_batch<double> const expected = {{{9, 21}}, {{-10, 0}}};
  BOOST_TEST((xgrad_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(a_map_of_zeros_says_nothing_and_so_adds_nothing) {
  feature_tensor<double> const maps = {{{{0, 0}}, {{1, 1}}}};
  feature_tensor<double> const gradient = {{{{4, 8}}, {{1, 3}}}};
  map_batch<double> const expected = {{{2, 2}}};
  BOOST_TEST((xgrad_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(a_map_that_sums_to_zero_without_being_zero_gives_no_finite_answer) {
  feature_tensor<double> const maps = {{{{1, -1}}}};
  feature_tensor<double> const gradient = {{{{4, 8}}}};
  BOOST_TEST(!std::isfinite(xgrad_cam_formula{}(maps, gradient)(0, 0, 0)));
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused_with_both_shapes) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_EXCEPTION(static_cast<void>(xgrad_cam_formula{}(maps, gradient)), whence::shape_error,
                        [](auto const& complaint) {
                          return complaint.expected() == "(1, 2, 3, 4)" && complaint.got() == "(1, 2, 4, 3)";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
