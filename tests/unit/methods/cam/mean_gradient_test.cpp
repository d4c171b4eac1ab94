// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/methods/cam/mean_gradient.hpp>

using whence::feature_tensor;
using whence::map_batch;
using whence::mean_gradient;

BOOST_AUTO_TEST_SUITE(methods_cam_mean_gradient)

static_assert(whence::cam_formula<mean_gradient, float> && whence::cam_formula<mean_gradient, double>);

BOOST_AUTO_TEST_CASE(each_map_is_weighed_by_the_mean_of_its_gradient_and_signs_are_kept) {
  // a = mean(2, 4) = 3 and mean(-1, 0) = -1/2: 3 * 1 - 3/2 = 1.5 and 3 * 2 + 1/2 = 6.5; then, of the second image,
  // a = 0 and -2: 0 - 2 * 1 = -2 and 0 - 2 * 0 = 0.
  feature_tensor<double> const maps = {{{{1, 2}}, {{3, -1}}}, {{{7, 8}}, {{1, 0}}}};
  feature_tensor<double> const gradient = {{{{2, 4}}, {{-1, 0}}}, {{{5, -5}}, {{-3, -1}}}};
  map_batch<double> const expected = {{{1.5, 6.5}}, {{-2, 0}}};
  BOOST_TEST((mean_gradient{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(rows_and_columns_are_not_confused) {
  // One map of 2 x 3 cells, mean gradient (1 + 2 + 3 + 4 + 5 + 9) / 6 = 4.
  feature_tensor<float> const maps = {{{{1, 2, 3}, {4, 5, 6}}}};
  feature_tensor<float> const gradient = {{{{1, 2, 3}, {4, 5, 9}}}};
  map_batch<float> const expected = {{{4, 8, 12}, {16, 20, 24}}};
  BOOST_TEST((mean_gradient{}(maps, gradient) == expected));
}

BOOST_AUTO_TEST_CASE(where_in_a_map_the_gradient_lies_does_not_matter) {
  feature_tensor<double> const maps = {{{{1, -2}, {3, 4}}}};
  feature_tensor<double> const here = {{{{8, 0}, {0, 0}}}};
  feature_tensor<double> const there = {{{{0, 0}, {0, 8}}}};
  BOOST_TEST((mean_gradient{}(maps, here) == mean_gradient{}(maps, there)));
}

BOOST_AUTO_TEST_CASE(no_images_give_no_maps) {
  feature_tensor<double> const none = feature_tensor<double>::from_shape({0, 3, 2, 5});
  auto const maps = mean_gradient{}(none, none);
  BOOST_TEST(maps.size() == 0);
  BOOST_TEST(maps.shape(1) == 2);
  BOOST_TEST(maps.shape(2) == 5);
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_is_refused_with_both_shapes) {
  feature_tensor<double> const maps = xt::zeros<double>({1, 2, 3, 4});
  feature_tensor<double> const gradient = xt::zeros<double>({1, 2, 4, 3});
  BOOST_CHECK_EXCEPTION(static_cast<void>(mean_gradient{}(maps, gradient)), whence::shape_error,
                        [](auto const& complaint) {
                          return complaint.expected() == "(1, 2, 3, 4)" && complaint.got() == "(1, 2, 4, 3)";
                        });
}

BOOST_AUTO_TEST_SUITE_END()
