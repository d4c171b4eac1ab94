// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/methods/cam/layer_cam_formula.hpp>

using whence::feature_tensor;
using whence::layer_cam_formula;
using whence::map_batch;

BOOST_AUTO_TEST_SUITE(methods_cam_layer_cam_formula)

static_assert(whence::cam_formula<layer_cam_formula, float> && whence::cam_formula<layer_cam_formula, double>);

BOOST_AUTO_TEST_CASE(every_cell_is_weighed_by_its_own_gradient_where_that_is_positive) {
  // 2 * 1 + 1 * 3 and 0 + 5 * -1; no gradient of the second image is positive.
  feature_tensor<double> const maps = {{{{1, 2}}, {{3, -1}}}, {{{-1, 3}}, {{7, 4}}}};
  feature_tensor<double> const gradient = {{{{2, -4}}, {{1, 5}}}, {{{-2, 0}}, {{0, -1}}}};
  map_batch<double> const expected = {{{5, -5}}, {{0, 0}}};
  BOOST_TEST((layer_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(rows_and_columns_are_not_confused) {
  feature_tensor<float> const maps = {{{{1, 2, 3}, {4, 5, 6}}}};
  feature_tensor<float> const gradient = {{{{0, 1, 0}, {0, 0, 2}}}};
  map_batch<float> const expected = {{{0, 2, 0}, {0, 0, 12}}};
  BOOST_TEST((layer_cam_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(what_is_no_number_stays_none) {
  feature_tensor<double> const maps = {{{{1, 2}}}};
  feature_tensor<double> const gradient = {{{{std::numeric_limits<double>::quiet_NaN(), 1}}}};
  auto const got = layer_cam_formula{}(maps, gradient);
  BOOST_TEST(std::isnan(got(0, 0, 0)));
  BOOST_TEST(got(0, 0, 1) == 2);
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused_with_both_shapes) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_EXCEPTION(static_cast<void>(layer_cam_formula{}(maps, gradient)), whence::shape_error,
                        [](auto const& complaint) {
                          return complaint.expected() == "(1, 2, 3, 4)" && complaint.got() == "(1, 2, 4, 3)";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
