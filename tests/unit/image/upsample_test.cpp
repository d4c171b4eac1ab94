// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/upsample.hpp>

BOOST_AUTO_TEST_SUITE(image_upsample)

BOOST_AUTO_TEST_CASE(cells_spread_evenly_are_upsampled_as_pytorch_does) {
  auto const numbers = golden::numbers("image/maps_2x5x7.txt");
  whence::map_batch<double> maps({2, 5, 7});
  std::ranges::copy(numbers, maps.data());
  for (auto const& [height, width] : {std::pair<std::size_t, std::size_t>{40, 56}, {23, 31}, {5, 7}, {3, 4}}) {
    whence::tap_geometry const even{whence::axis_geometry::spread(5, height), whence::axis_geometry::spread(7, width)};
    auto const upsampled = whence::upsample(maps, even, height, width);
    auto const expected =
        golden::numbers("image/upsampled_" + std::to_string(height) + "x" + std::to_string(width) + ".txt");
    BOOST_REQUIRE_EQUAL(upsampled.size(), expected.size());
    double most = 0;
    for (std::size_t i = 0; i != expected.size(); ++i)
      most = std::max(most, std::abs(upsampled.data()[i] - expected[i]));
    BOOST_TEST(most < 1e-13, height << " x " << width << " off by " << most);
  }
}

BOOST_AUTO_TEST_CASE(a_hot_cell_is_hottest_at_the_pixel_it_looks_at) {
  // Stride 4, first centre at pixel 6: cell 1 looks at pixel 10, not at 4 * 1.5 - .5 = 5.5 where even cells would put
  // it.
  whence::map_batch<double> maps({1, 1, 3});
  maps(0, 0, 0) = 0;
  maps(0, 0, 1) = 1;
  maps(0, 0, 2) = 0;
  auto const upsampled = whence::upsample(maps, {{1, 0}, {4, 6}}, 1, 16);
  BOOST_TEST(upsampled(0, 0, 10) == 1);
  BOOST_TEST(upsampled(0, 0, 9) == 0.75);
  BOOST_TEST(upsampled(0, 0, 8) == 0.5);
  BOOST_TEST(upsampled(0, 0, 12) == 0.5);
  BOOST_TEST(upsampled(0, 0, 6) == 0);
  BOOST_TEST(upsampled(0, 0, 0) == 0);
  BOOST_TEST(upsampled(0, 0, 15) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
