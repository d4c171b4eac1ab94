// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <limits>
#include <whence/render/viridis.hpp>

BOOST_AUTO_TEST_SUITE(render_viridis)

BOOST_AUTO_TEST_CASE(no_colour_is_more_than_one_level_off_matplotlibs) {
  auto const expected = golden::pixels("render/viridis.ppm");
  BOOST_REQUIRE(expected.shape(1) == 256u);
  for (std::size_t i = 0; i != 256; ++i) {
    auto const color = whence::viridis{}(static_cast<double>(i) / 255);
    for (std::size_t c = 0; c != 3; ++c) BOOST_TEST(std::abs(color[c] - expected(0, i, c)) <= 1);
  }
}

BOOST_AUTO_TEST_CASE(between_its_256_colours_the_same_one_is_chosen) {
  auto const expected = golden::pixels("render/viridis_1001.ppm");
  BOOST_REQUIRE(expected.shape(1) == 1001u);
  int most = 0;
  for (std::size_t i = 0; i != 1001; ++i) {
    auto const color = whence::viridis{}(static_cast<double>(i) / 1000);
    for (std::size_t c = 0; c != 3; ++c) most = std::max(most, std::abs(color[c] - expected(0, i, c)));
  }
  BOOST_TEST(most <= 1);
}

BOOST_AUTO_TEST_CASE(beyond_its_ends_stand_the_ends) {
  whence::viridis const colors;
  BOOST_TEST((colors(-0.5) == colors(0)));
  BOOST_TEST((colors(1.5) == colors(1)));
  BOOST_TEST((colors(std::numeric_limits<double>::infinity()) == colors(1)));
  BOOST_TEST((colors(std::numeric_limits<double>::quiet_NaN()) == colors(0)));
}

BOOST_AUTO_TEST_SUITE_END()
