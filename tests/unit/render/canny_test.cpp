// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/image/luma.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/render/canny.hpp>

namespace {

std::size_t pixels_unlike_opencv(whence::tensor<std::uint8_t, 3> const& picture, std::string const& name,
                                 whence::canny_thresholds const& thresholds) {
  auto const expected = golden::pixels("render/edges_" + name + "_" + std::to_string(thresholds.low) + "_" +
                                       std::to_string(thresholds.high) + ".pgm");
  auto const edges = whence::canny(picture, thresholds);
  BOOST_REQUIRE_EQUAL(edges.size(), expected.size());
  std::size_t unlike = 0;
  for (std::size_t i = 0; i != edges.size(); ++i) unlike += edges.data()[i] != expected.data()[i];
  return unlike;
}

/// Black, and from column `column` on white.
whence::tensor<std::uint8_t, 3> step(std::size_t height, std::size_t width, std::size_t column, std::uint8_t white) {
  whence::tensor<std::uint8_t, 3> picture({height, width, 1});
  for (std::size_t y = 0; y != height; ++y)
    for (std::size_t x = 0; x != width; ++x) picture(y, x, 0) = x < column ? std::uint8_t{0} : white;
  return picture;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_canny)

BOOST_AUTO_TEST_CASE(not_one_pixel_differs_from_opencvs) {
  auto const snake = golden::pixels("render/snake.ppm");
  auto const noisy = golden::pixels("image/photo.ppm");
  for (whence::canny_thresholds const thresholds : {whence::canny_thresholds{100, 200}, {300, 40}}) {  // also swapped
    BOOST_TEST(pixels_unlike_opencv(snake, "snake", thresholds) == 0u);
    BOOST_TEST(pixels_unlike_opencv(noisy, "noisy", thresholds) == 0u);
    BOOST_TEST(pixels_unlike_opencv(whence::luma(noisy), "grey", thresholds) == 0u);
  }
}

BOOST_AUTO_TEST_CASE(of_the_articles_photos_at_the_networks_size_too_every_edge_is_opencvs) {
  for (std::string const name : {"church_berlin_cathedral", "church_reims_cathedral", "snake", "spaniels"}) {
    auto const photo = whence::read_photo(WHENCE_TEST_DATA "/render/" + name + "_224.png");
    auto const expected = whence::read_photo(WHENCE_TEST_DATA "/render/" + name + "_224_edges.png");
    auto const edges = whence::canny(photo.pixels, {100, 200});
    BOOST_REQUIRE_EQUAL(edges.size(), 224u * 224u);
    std::size_t unlike = 0, on_edges = 0;
    for (std::size_t i = 0; i != edges.size(); ++i) {
      unlike += edges.data()[i] != expected.pixels.data()[3 * i];
      on_edges += edges.data()[i] == 255;
    }
    BOOST_TEST(unlike == 0u, name << ": " << unlike);
    BOOST_TEST(on_edges > 1000u);
  }
}

BOOST_AUTO_TEST_CASE(a_step_is_one_line_on_its_dark_side) {
  // Columns 3 and 4 both have magnitude 4 * 60 = 240 (columns 2 and 5 have 0); of two equal ones the first stays.
  auto const edges = whence::canny(step(5, 8, 4, 60));
  for (std::size_t y = 0; y != 5; ++y)
    for (std::size_t x = 0; x != 8; ++x) BOOST_TEST(int{edges(y, x)} == (x == 3 ? 255 : 0));
}

BOOST_AUTO_TEST_CASE(a_weak_edge_shows_only_where_it_continues_a_strong_one) {
  // A step of 40 has magnitude 160: between the thresholds.
  auto picture = step(12, 8, 4, 40);
  BOOST_TEST(std::ranges::count(whence::canny(picture), 255) == 0);
  // With a step of 100 in its first rows the same line is strong there and drags the rest along.
  for (std::size_t x = 4; x != 8; ++x) picture(0, x, 0) = picture(1, x, 0) = 100;
  auto const edges = whence::canny(picture);
  BOOST_TEST(int{edges(11, 3)} == 255);
}

BOOST_AUTO_TEST_CASE(one_colour_has_no_edges_even_if_it_is_one_pixel) {
  whence::tensor<std::uint8_t, 3> flat({1, 1, 3});
  flat.fill(200);
  BOOST_TEST(int{whence::canny(flat)(0, 0)} == 0);
  BOOST_CHECK_THROW(std::ignore = whence::canny({}), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
