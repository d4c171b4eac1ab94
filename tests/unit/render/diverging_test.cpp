// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/luma.hpp>
#include <whence/render/diverging.hpp>

BOOST_AUTO_TEST_SUITE(render_diverging)

BOOST_AUTO_TEST_CASE(zero_is_white_and_only_zero) {
  whence::rgb const white{255, 255, 255};
  BOOST_TEST((whence::diverging{}(0.5) == white));
  BOOST_TEST((whence::diverging{}(0.49) != white));
  BOOST_TEST((whence::diverging{}(0.51) != white));
}

BOOST_AUTO_TEST_CASE(against_is_blue_and_for_is_red_the_stronger_the_darker) {
  double before_blue = 256, before_red = 256;
  for (double distance = 0.05; distance <= 0.5; distance += 0.05) {
    auto const blue = whence::diverging{}(0.5 - distance), red = whence::diverging{}(0.5 + distance);
    BOOST_TEST(blue[2] > blue[0]);
    BOOST_TEST(red[0] > red[2]);
    double const light_blue = whence::luma_of(blue[0], blue[1], blue[2]);
    double const light_red = whence::luma_of(red[0], red[1], red[2]);
    BOOST_TEST(light_blue < before_blue);
    BOOST_TEST(light_red < before_red);
    BOOST_TEST(std::abs(light_blue - light_red) <= 16);  // neither sign looks louder
    before_blue = light_blue;
    before_red = light_red;
  }
}

BOOST_AUTO_TEST_SUITE_END()
