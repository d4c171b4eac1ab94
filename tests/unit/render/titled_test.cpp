// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <tuple>
#include <whence/render/titled.hpp>

namespace {

whence::picture grey_picture(std::size_t height, std::size_t width) {
  whence::picture canvas({height, width, 3});
  canvas.fill(99);
  return canvas;
}

int darkest_of_rows(whence::picture const& picture, std::size_t first, std::size_t last) {
  int darkest = 255;
  for (std::size_t y = first; y != last; ++y)
    for (std::size_t x = 0; x != picture.shape(1); ++x) darkest = std::min(darkest, int{picture(y, x, 0)});
  return darkest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_titled)

BOOST_AUTO_TEST_CASE(the_picture_stands_below_a_white_band_with_its_title) {
  auto const picture = whence::titled(grey_picture(40, 200), "features.28", {.height = 16});
  BOOST_REQUIRE(picture.shape(0) == 24u + 40u);
  BOOST_TEST(picture.shape(1) == 200u);
  BOOST_TEST(darkest_of_rows(picture, 0, 4) == 255);
  BOOST_TEST(darkest_of_rows(picture, 4, 20) < 50);
  BOOST_TEST(darkest_of_rows(picture, 21, 24) == 255);
  for (std::size_t y = 24; y != 64; ++y)
    for (std::size_t x = 0; x != 200; ++x) BOOST_REQUIRE(int{picture(y, x, 2)} == 99);
}

BOOST_AUTO_TEST_CASE(a_title_wider_than_its_picture_is_not_cut_off) {
  std::string_view const title = "A title that is wider than its picture";
  auto const picture = whence::titled(grey_picture(10, 20), title);
  BOOST_TEST(picture.shape(1) == whence::text_width(title, 20));
  BOOST_TEST(int{picture(35, 19, 0)} == 99);
  BOOST_TEST(int{picture(35, 20, 0)} == 255);
}

BOOST_AUTO_TEST_CASE(without_a_title_the_band_stays_white) {
  auto const picture = whence::titled(grey_picture(10, 20), "");
  BOOST_TEST(picture.shape(0) == 40u);
  BOOST_TEST(darkest_of_rows(picture, 0, 30) == 255);
}

BOOST_AUTO_TEST_CASE(a_picture_without_three_channels_is_refused) {
  BOOST_CHECK_THROW(std::ignore = whence::titled(whence::picture({2, 2, 1}), "grey"), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
