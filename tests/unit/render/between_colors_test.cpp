// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <whence/render/between_colors.hpp>

BOOST_AUTO_TEST_SUITE(render_between_colors)

BOOST_AUTO_TEST_CASE(colours_are_mixed_linearly_and_rounded) {
  constexpr std::array<whence::rgb, 3> scale{{{0, 10, 200}, {100, 10, 0}, {103, 10, 255}}};
  BOOST_TEST((whence::between_colors(scale, 0.0) == whence::rgb{0, 10, 200}));
  BOOST_TEST((whence::between_colors(scale, 0.125) == whence::rgb{25, 10, 150}));  // a quarter of the first step
  BOOST_TEST((whence::between_colors(scale, 0.5) == whence::rgb{100, 10, 0}));
  BOOST_TEST((whence::between_colors(scale, 0.75) == whence::rgb{102, 10, 128}));  // 101.5 and 127.5, rounded up
  BOOST_TEST((whence::between_colors(scale, 1.0) == whence::rgb{103, 10, 255}));
}

BOOST_AUTO_TEST_CASE(beyond_the_ends_stands_the_ends_colour) {
  constexpr std::array<whence::rgb, 2> scale{{{1, 2, 3}, {4, 5, 6}}};
  BOOST_TEST((whence::between_colors(scale, -3.0) == scale[0]));
  BOOST_TEST((whence::between_colors(scale, 1e300) == scale[1]));
  BOOST_TEST((whence::between_colors(scale, std::numeric_limits<double>::quiet_NaN()) == scale[0]));
}

BOOST_AUTO_TEST_CASE(a_scale_of_one_colour_has_only_that) {
  constexpr std::array<whence::rgb, 1> scale{{{7, 8, 9}}};
  BOOST_TEST((whence::between_colors(scale, 0.4) == scale[0]));
}

BOOST_AUTO_TEST_SUITE_END()
