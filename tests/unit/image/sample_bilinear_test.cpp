// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>
#include <whence/image/sample_bilinear.hpp>

namespace {

whence::map_batch<double> two_by_two() {
  whence::map_batch<double> map({1, 2, 2});
  map(0, 0, 0) = 1;
  map(0, 0, 1) = 2;
  map(0, 1, 0) = 5;
  map(0, 1, 1) = 10;
  return map;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_sample_bilinear)

BOOST_AUTO_TEST_CASE(cells_are_read_at_their_centres_and_mixed_in_between) {
  std::vector<double> const rows{0, 0.5, 1}, columns{0, 0.25, 1};
  auto const read = whence::sample_bilinear(two_by_two(), std::span(rows), std::span(columns));
  BOOST_TEST(read(0, 0, 0) == 1);
  BOOST_TEST(read(0, 0, 1) == 1.25);  // 1 + .25 * 1
  BOOST_TEST(read(0, 1, 0) == 3);     // halfway from 1 to 5
  BOOST_TEST(read(0, 1, 1) == 3.75);  // halfway from 1.25 to 5 + .25 * 5 = 6.25
  BOOST_TEST(read(0, 2, 2) == 10);
}

BOOST_AUTO_TEST_CASE(beyond_the_outermost_centres_the_map_is_flat) {
  std::vector<double> const rows{-7, 0, 1.5}, columns{-0.5, 1e9};
  auto const read = whence::sample_bilinear(two_by_two(), std::span(rows), std::span(columns));
  BOOST_TEST(read(0, 0, 0) == 1);
  BOOST_TEST(read(0, 0, 1) == 2);
  BOOST_TEST(read(0, 2, 0) == 5);
  BOOST_TEST(read(0, 2, 1) == 10);
}

BOOST_AUTO_TEST_CASE(where_nobody_looked_there_is_no_value) {
  double const nowhere = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> const rows{0, nowhere}, columns{nowhere, 1};
  auto const read = whence::sample_bilinear(two_by_two(), std::span(rows), std::span(columns));
  BOOST_TEST(std::isnan(read(0, 0, 0)));
  BOOST_TEST(read(0, 0, 1) == 2);
  BOOST_TEST(std::isnan(read(0, 1, 0)));
  BOOST_TEST(std::isnan(read(0, 1, 1)));
}

BOOST_AUTO_TEST_CASE(a_constant_map_stays_constant_to_the_last_bit) {
  whence::map_batch<float> map({2, 3, 3});
  map.fill(0.1f);
  std::vector<double> const at{0.1, 0.7, 1.3, 1.9};
  for (float const value : whence::sample_bilinear(map, std::span(at), std::span(at))) BOOST_TEST(value == 0.1f);
}

BOOST_AUTO_TEST_CASE(between_the_largest_numbers_of_both_signs_nothing_overflows) {
  float const most = std::numeric_limits<float>::max();
  whence::map_batch<float> map({1, 2, 2});
  map(0, 0, 0) = most;
  map(0, 0, 1) = -most;
  map(0, 1, 0) = most;
  map(0, 1, 1) = most;
  std::vector<double> const rows{0, 0.5, 0.999, 1}, columns{0, 0.25, 0.3, 0.5, 0.99999999999, 1};
  auto const read = whence::sample_bilinear(map, std::span(rows), std::span(columns));
  for (float const value : read) BOOST_TEST(std::isfinite(value));
  BOOST_TEST(read(0, 0, 0) == most);
  BOOST_TEST(read(0, 0, 1) == most / 2, boost::test_tools::tolerance(1e-6f));  // .75 - .25 of it
  BOOST_TEST(read(0, 0, 3) == 0);
  BOOST_TEST(read(0, 0, 5) == -most);
  BOOST_TEST(read(0, 1, 5) == 0);  // halfway from -most to most
  BOOST_TEST(read(0, 3, 2) == most);
}

BOOST_AUTO_TEST_CASE(a_coordinate_that_rounds_to_a_cell_reads_that_cell) {
  // 1 - 1e-12 is 1 in a float. 1e8 + 1 * (1 - 1e8) would be 0.
  whence::map_batch<float> map({1, 1, 2});
  map(0, 0, 0) = 1e8f;
  map(0, 0, 1) = 1;
  std::vector<double> const row{0}, column{1 - 1e-12};
  BOOST_TEST(whence::sample_bilinear(map, std::span(row), std::span(column))(0, 0, 0) == 1);
}

BOOST_AUTO_TEST_CASE(turned_around_a_map_reads_the_same) {
  whence::map_batch<float> map({1, 1, 2}), turned({1, 1, 2});
  map(0, 0, 0) = turned(0, 0, 1) = 0.1f;
  map(0, 0, 1) = turned(0, 0, 0) = 0.7f;
  std::vector<double> const row{0}, column{0.25}, from_the_other_end{0.75};
  BOOST_TEST(whence::sample_bilinear(map, std::span(row), std::span(column))(0, 0, 0) ==
             whence::sample_bilinear(turned, std::span(row), std::span(from_the_other_end))(0, 0, 0));
}

BOOST_AUTO_TEST_CASE(maps_without_cells_are_refused) {
  std::vector<double> const at{0};
  BOOST_CHECK_THROW(
      std::ignore = whence::sample_bilinear(whence::map_batch<double>({1, 0, 2}), std::span(at), std::span(at)),
      whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
