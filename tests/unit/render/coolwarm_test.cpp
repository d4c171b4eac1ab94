// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <whence/render/coolwarm.hpp>

BOOST_AUTO_TEST_SUITE(render_coolwarm)

BOOST_AUTO_TEST_CASE(no_colour_is_more_than_one_level_off_matplotlibs) {
  auto const expected = golden::pixels("render/coolwarm.ppm");
  BOOST_REQUIRE(expected.shape(1) == 256u);
  for (std::size_t i = 0; i != 256; ++i) {
    auto const color = whence::coolwarm{}(static_cast<double>(i) / 255);
    for (std::size_t c = 0; c != 3; ++c) BOOST_TEST(std::abs(color[c] - expected(0, i, c)) <= 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
