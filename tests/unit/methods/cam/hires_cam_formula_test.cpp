// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/methods/cam/hires_cam_formula.hpp>

using whence::feature_tensor;
using whence::hires_cam_formula;
using whence::map_batch;

BOOST_AUTO_TEST_SUITE(methods_cam_hires_cam_formula)

static_assert(whence::cam_formula<hires_cam_formula, float> && whence::cam_formula<hires_cam_formula, double>);

BOOST_AUTO_TEST_CASE(every_cell_is_weighed_by_its_own_gradient_whatever_its_sign) {
  // 2 * 1 + 1 * 3 and -4 * 2 + 5 * -1; -2 * -1 and -1 * 4.
  feature_tensor<double> const maps = {{{{1, 2}}, {{3, -1}}}, {{{-1, 3}}, {{7, 4}}}};
  feature_tensor<double> const gradient = {{{{2, -4}}, {{1, 5}}}, {{{-2, 0}}, {{0, -1}}}};
  map_batch<double> const expected = {{{5, -13}}, {{2, -4}}};
  BOOST_TEST((hires_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(rows_and_columns_are_not_confused) {
  feature_tensor<float> const maps = {{{{1, 2, 3}, {4, 5, 6}}}};
  feature_tensor<float> const gradient = {{{{0, 1, 0}, {0, 0, 2}}}};
  map_batch<float> const expected = {{{0, 2, 0}, {0, 0, 12}}};
  BOOST_TEST((hires_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_stays_none) {
  feature_tensor<double> const maps = {{{{1, 2}}}};
  feature_tensor<double> const gradient = {{{{std::numeric_limits<double>::quiet_NaN(), 1}}}};
  auto const got = hires_cam_formula{}(maps, gradient);
  BOOST_TEST(std::isnan(got(0, 0, 0)));
  BOOST_TEST(got(0, 0, 1) == 2);
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused_with_both_shapes) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_EXCEPTION(static_cast<void>(hires_cam_formula{}(maps, gradient)), whence::shape_error,
                        [](auto const& complaint) {
                          return complaint.expected() == "(1, 2, 3, 4)" && complaint.got() == "(1, 2, 4, 3)";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
