// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <whence/methods/cam/eigen_cam_formula.hpp>

#include "support/numbers.hpp"

using whence::eigen_cam_formula;
using whence::feature_tensor;
using whence::map_batch;
using whence::test::error_of_maximum;
using whence::test::random_tensor;

static_assert(whence::feature_formula<eigen_cam_formula, float> && whence::feature_formula<eigen_cam_formula, double>);
static_assert(eigen_cam_formula::keeps_sign && !eigen_cam_formula{}.centred);

namespace {

/// The length of one image's map.
double length(map_batch<double> const& map) {
  double squares = 0;
  for (double const value : map) squares += value * value;
  return std::sqrt(squares);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_eigen_cam_formula)

BOOST_AUTO_TEST_CASE(maps_that_are_multiples_of_one_give_that_one) {
  // A_k = (3, 4) (1, 2, 0): v_1 = (3, 4) / 5, so the map is 5 (1, 2, 0).
  feature_tensor<double> const maps = {{{{3, 6, 0}}, {{4, 8, 0}}}};
  map_batch<double> const expected = {{{5, 10, 0}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{}(maps), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(the_strongest_of_maps_that_have_nothing_in_common_is_the_answer) {
  feature_tensor<double> const maps = {{{{0, 0}, {0, 1}}, {{3, 0}, {0, 0}}, {{0, 2}, {0, 0}}}};
  map_batch<double> const expected = {{{3, 0}, {0, 0}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{}(maps), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(more_maps_than_cells_are_no_different) {
  // One cell: its length over the maps, 2, 3, 6: 7. And two cells: rows (4, 0, 0) and (0, 3, 0).
  feature_tensor<double> const one = {{{{2}}, {{3}}, {{6}}}};
  BOOST_TEST(eigen_cam_formula{}(one)(0, 0, 0) == 7, boost::test_tools::tolerance(1e-14));
  feature_tensor<double> const two = {{{{4, 0}}, {{0, 3}}, {{0, 0}}}};
  map_batch<double> const expected = {{{4, 0}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{}(two), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(no_other_mixture_of_unit_length_keeps_more_whether_maps_or_cells_are_more) {
  for (auto const shape : {std::array<std::size_t, 4>{1, 9, 5, 4}, std::array<std::size_t, 4>{1, 40, 3, 4}}) {
    auto const maps = random_tensor<double, 4>(shape, 3);
    auto const map = eigen_cam_formula{}(maps);
    double const kept = length(map);
    std::size_t const channels = shape[1];
    std::size_t const cells = shape[2] * shape[3];
    for (std::uint64_t seed = 0; seed != 200; ++seed) {
      auto const mixture = whence::test::random_values<double>(channels, seed);
      double unit = 0;
      for (double const weight : mixture) unit += weight * weight;
      map_batch<double> mixed = xt::zeros<double>({std::size_t{1}, shape[2], shape[3]});
      for (std::size_t k = 0; k != channels; ++k) {
        for (std::size_t i = 0; i != cells; ++i) {
          mixed.data()[i] += mixture[k] / std::sqrt(unit) * maps.data()[k * cells + i];
        }
      }
      BOOST_REQUIRE(length(mixed) < kept);
    }
    // O O^T L = s^2 L, with s = |L|.
    map_batch<double> again = xt::zeros<double>(map.shape());
    for (std::size_t k = 0; k != channels; ++k) {
      double along = 0;
      for (std::size_t i = 0; i != cells; ++i) along += maps.data()[k * cells + i] * map.data()[i];
      for (std::size_t i = 0; i != cells; ++i) again.data()[i] += along * maps.data()[k * cells + i];
    }
    map_batch<double> const expected = kept * kept * map;
    BOOST_TEST(error_of_maximum(again, expected) < 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(the_map_grows_where_the_sum_of_all_maps_does) {
  // v_1 = (3, 4) / 5 times maps (-3, -6, 0) and (-4, -8, 0): -5 (1, 2, 0), not its opposite.
  feature_tensor<double> const negative = {{{{-3, -6, 0}}, {{-4, -8, 0}}}};
  map_batch<double> const expected = {{{-5, -10, 0}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{}(negative), expected) < 1e-14);
  // Of maps that are nowhere negative, no value is negative.
  for (std::uint64_t seed = 0; seed != 20; ++seed) {
    feature_tensor<double> const maps = xt::maximum(random_tensor<double, 4>({1, 6, 4, 5}, seed), 0.0);
    auto const map = eigen_cam_formula{}(maps);
    BOOST_TEST(*std::min_element(map.begin(), map.end()) >= -1e-15);
    BOOST_TEST(*std::max_element(map.begin(), map.end()) > 0);
  }
}

BOOST_AUTO_TEST_CASE(where_no_side_is_the_sums_the_largest_magnitude_is_positive) {
  // v_1 = (1, -1) / sqrt 2: (2, -3) sqrt 2 or its opposite.
  feature_tensor<double> const maps = {{{{2, -3}}, {{-2, 3}}}};
  map_batch<double> const expected = {{{-2 * std::sqrt(2.0), 3 * std::sqrt(2.0)}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{}(maps), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(centred_maps_are_taken_less_their_mean) {
  // (1, 3) - 2 and (5, 5) - 5: (-1, 1) and nothing.
  feature_tensor<double> const maps = {{{{1, 3}}, {{5, 5}}}};
  map_batch<double> const expected = {{{-1, 1}}};
  BOOST_TEST(error_of_maximum(eigen_cam_formula{true}(maps), expected) < 1e-14);
}

BOOST_AUTO_TEST_CASE(what_rounding_leaves_of_maps_that_are_the_same_everywhere_is_nothing) {
  feature_tensor<double> maps({1, 3, 7, 11});
  for (std::size_t i = 0; i != maps.size(); ++i) maps.data()[i] = 0.1 * static_cast<double>(1 + i / 77);
  map_batch<double> const zeros = xt::zeros<double>({1, 7, 11});
  BOOST_TEST((eigen_cam_formula{true}(maps) == zeros));
}

BOOST_AUTO_TEST_CASE(two_directions_as_strong_as_each_other_give_one_of_them_the_same_each_time) {
  feature_tensor<double> const maps = {{{{1, 0}}, {{0, 1}}}};
  auto const map = eigen_cam_formula{}(maps);
  BOOST_TEST(length(map) == 1, boost::test_tools::tolerance(1e-14));
  BOOST_TEST((eigen_cam_formula{}(maps) == map));
}

BOOST_AUTO_TEST_CASE(nothing_is_made_of_nothing_and_what_is_not_finite_is_told) {
  feature_tensor<double> maps = xt::zeros<double>({2, 3, 2, 2});
  map_batch<double> const zeros = xt::zeros<double>({2, 2, 2});
  BOOST_TEST((eigen_cam_formula{}(maps) == zeros));
  for (double const value : {std::numeric_limits<double>::quiet_NaN(), -std::numeric_limits<double>::infinity()}) {
    maps(1, 0, 0, 1) = value;
    auto const got = eigen_cam_formula{}(maps);
    BOOST_TEST(got(0, 0, 1) == 0);
    BOOST_TEST(std::isnan(got(1, 0, 0)));
  }
}

BOOST_AUTO_TEST_CASE(the_scale_of_the_maps_is_the_scale_of_the_answer_however_large_or_small) {
  auto const maps = random_tensor<double, 4>({1, 4, 3, 3}, 9);
  map_batch<double> const map = eigen_cam_formula{}(maps);
  for (double const scale : {0x1p-700, 0x1p-20, 0x1p900}) {
    feature_tensor<double> const scaled = scale * maps;
    map_batch<double> const expected = scale * map;
    BOOST_TEST((eigen_cam_formula{}(scaled) == expected));
  }
}

BOOST_AUTO_TEST_CASE(images_stand_alone) {
  auto const both = random_tensor<float, 4>({2, 12, 4, 3}, 2);
  feature_tensor<float> second({1, 12, 4, 3});
  std::copy_n(both.data() + second.size(), second.size(), second.data());
  auto const together = eigen_cam_formula{}(both);
  auto const alone = eigen_cam_formula{}(second);
  BOOST_TEST(std::equal(alone.begin(), alone.end(), together.data() + 12));
}

BOOST_AUTO_TEST_SUITE_END()
