// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/methods/cam/grad_cam_plus_plus_formula.hpp>

using whence::feature_tensor;
using whence::grad_cam_plus_plus_formula;
using whence::map_batch;

BOOST_AUTO_TEST_SUITE(methods_cam_grad_cam_plus_plus_formula)

static_assert(whence::cam_formula<grad_cam_plus_plus_formula, float> &&
              whence::cam_formula<grad_cam_plus_plus_formula, double>);

BOOST_AUTO_TEST_CASE(positive_gradients_count_by_their_share_and_others_not_at_all) {
  // First map: sum 4; of g = 1/2, alpha = (1/4) / (2/4 + 4/8) = 1/4, so w = 1/8. Second: sum 2; alpha = 1 / (2 + 2) and
  // 4 / (8 + 16) = 1/6, so w = 1/4 + 2/6 = 7/12.
  feature_tensor<double> const maps = {{{{1, 3}}, {{2, 0}}}};
  feature_tensor<double> const gradient = {{{{0.5, -1}}, {{1, 2}}}};
  auto const got = grad_cam_plus_plus_formula{}(maps, gradient);
  BOOST_TEST(got(0, 0, 0) == 1.0 / 8 + 7.0 / 6, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(0, 0, 1) == 3.0 / 8, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(rows_and_columns_are_not_confused_and_images_stand_alone) {
  // First image: sum 15, g = 1 at one cell: 1 / 17. Second: sum 1, the same: 1 / 3.
  feature_tensor<double> const maps = {{{{0, 1, 2}, {3, 4, 5}}}, {{{0, 0, 0}, {0, 1, 0}}}};
  feature_tensor<double> const gradient = {{{{0, 0, 0}, {0, 0, 1}}}, {{{0, 0, 0}, {0, 0, 1}}}};
  auto const got = grad_cam_plus_plus_formula{}(maps, gradient);
  BOOST_TEST(got(0, 1, 2) == 5.0 / 17, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(0, 0, 1) == 1.0 / 17, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(1, 1, 1) == 1.0 / 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(1, 1, 2) == 0);
}

BOOST_AUTO_TEST_CASE(nothing_is_added_to_the_denominator_however_small_the_gradients_are) {
  // g = 1e-170, whose square vanishes: alpha = 1 / (2 + 4e-170) = 1/2 all the same.
  feature_tensor<double> const maps = {{{{1, 3}}}};
  feature_tensor<double> const gradient = {{{{1e-170, 0}}}};
  auto const got = grad_cam_plus_plus_formula{}(maps, gradient);
  BOOST_TEST(got(0, 0, 0) == 0.5e-170, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(got(0, 0, 1) == 1.5e-170, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(without_a_positive_gradient_there_is_no_map) {
  feature_tensor<double> const maps = {{{{1, 3}}}};
  feature_tensor<double> const gradient = {{{{-2, 0}}}};
  map_batch<double> const expected = {{{0, 0}}};
  BOOST_TEST((grad_cam_plus_plus_formula{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(where_the_denominator_vanishes_the_map_is_not_finite) {
  // Sum -4 and g = 1/2: 2 - 2.
  feature_tensor<double> const maps = {{{{-5, 1}}}};
  feature_tensor<double> const gradient = {{{{0.5, 0}}}};
  BOOST_TEST(!std::isfinite(grad_cam_plus_plus_formula{}(maps, gradient)(0, 0, 0)));
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_no_number_is_not_passed_over) {
  feature_tensor<double> const maps = {{{{1, 3}}}};
  feature_tensor<double> const gradient = {{{{std::numeric_limits<double>::quiet_NaN(), 1}}}};
  BOOST_TEST(std::isnan(grad_cam_plus_plus_formula{}(maps, gradient)(0, 0, 1)));
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused_with_both_shapes) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_EXCEPTION(static_cast<void>(grad_cam_plus_plus_formula{}(maps, gradient)), whence::shape_error,
                        [](auto const& complaint) {
                          return complaint.expected() == "(1, 2, 3, 4)" && complaint.got() == "(1, 2, 4, 3)";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
