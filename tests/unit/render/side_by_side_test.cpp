// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <tuple>
#include <vector>
#include <whence/render/side_by_side.hpp>

namespace {

whence::picture plain(std::size_t height, std::size_t width, std::uint8_t shade) {
  whence::picture canvas({height, width, 3});
  canvas.fill(shade);
  return canvas;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_side_by_side)

BOOST_AUTO_TEST_CASE(pictures_stand_in_a_row_white_between_and_below_them) {
  auto const row = whence::side_by_side(std::vector{plain(2, 3, 10), plain(4, 1, 20), plain(1, 2, 30)}, 2);
  BOOST_REQUIRE(row.shape(0) == 4u);
  BOOST_REQUIRE(row.shape(1) == 3u + 2u + 1u + 2u + 2u);
  int const expected[4][10] = {{10, 10, 10, 255, 255, 20, 255, 255, 30, 30},
                               {10, 10, 10, 255, 255, 20, 255, 255, 255, 255},
                               {255, 255, 255, 255, 255, 20, 255, 255, 255, 255},
                               {255, 255, 255, 255, 255, 20, 255, 255, 255, 255}};
  for (std::size_t y = 0; y != 4; ++y)
    for (std::size_t x = 0; x != 10; ++x)
      for (std::size_t c = 0; c != 3; ++c) BOOST_TEST(int{row(y, x, c)} == expected[y][x]);
}

BOOST_AUTO_TEST_CASE(one_picture_alone_is_itself) {
  auto const one = plain(3, 5, 7);
  BOOST_TEST((whence::side_by_side(std::vector{one}) == one));
}

BOOST_AUTO_TEST_CASE(no_pictures_and_pictures_of_other_channels_are_refused) {
  BOOST_CHECK_THROW(std::ignore = whence::side_by_side({}), whence::shape_error);
  std::vector<whence::picture> const grey{whence::picture({2, 2, 1})};
  BOOST_CHECK_THROW(std::ignore = whence::side_by_side(grey), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
