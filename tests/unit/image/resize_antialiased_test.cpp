// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"
#include "unit/image/pattern.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <whence/image/resize_antialiased.hpp>

using pixels = whence::tensor<std::uint8_t, 3>;

BOOST_AUTO_TEST_SUITE(image_resize_antialiased)

BOOST_AUTO_TEST_CASE(every_byte_is_pillows_up_and_down_and_both_at_once) {
  auto const photo = golden::pixels("image/photo.ppm");
  for (whence::image_size const size :
       {whence::image_size{23, 91}, {67, 40}, {21, 33}, {101, 150}, {130, 12}, {1, 1}, {5, 224}}) {
    std::string const name = std::to_string(size.height) + "x" + std::to_string(size.width);
    pixels const expected = golden::pixels("image/resized_" + name + ".ppm");
    BOOST_TEST(whence::resize_antialiased(photo, size) == expected, name);
  }
}

BOOST_AUTO_TEST_CASE(every_byte_is_pillows_by_each_filter) {
  std::map<std::string, whence::resize_filter> const filters{{"bilinear", whence::resize_filter::bilinear},
                                                             {"bicubic", whence::resize_filter::bicubic},
                                                             {"box", whence::resize_filter::box}};
  auto file = golden::open("image/resized.txt");
  std::string filter;
  std::size_t height = 0, width = 0, lines = 0;
  whence::image_size size;
  for (std::uint64_t sum = 0; file >> height >> width >> size.height >> size.width >> filter >> sum; ++lines) {
    auto const resized = whence::resize_antialiased(golden::pattern(height, width), size, filters.at(filter));
    BOOST_TEST(golden::fnv1a(resized) == sum,
               height << " x " << width << " to " << size.height << " x " << size.width << ", " << filter);
  }
  BOOST_TEST(lines == 24u);
}

BOOST_AUTO_TEST_CASE(halving_a_row_weighs_four_pixels_by_the_triangle) {
  // 4 -> 2: the first pixel is centred at 1 with a triangle reaching 2 to each side; pixel centres .5, 1.5, 2.5 weigh
  // .75, .75, .25, together 1.75. (.75 * 70 + .75 * 0 + .25 * 0) / 1.75 = 30; the second sees 0, 0, 70 as .25, .75,
  // .75 over 1.75: .75 * 140 / 1.75 = 60 of the last.
  pixels row({1, 4, 1});
  std::uint8_t const values[] = {70, 0, 0, 140};
  std::copy(std::begin(values), std::end(values), row.data());
  auto const half = whence::resize_antialiased(row, {1, 2});
  BOOST_TEST(int{half(0, 0, 0)} == 30);
  BOOST_TEST(int{half(0, 1, 0)} == 60);
}

BOOST_AUTO_TEST_CASE(the_box_is_the_mean_where_it_shrinks_and_the_nearest_where_it_grows) {
  pixels row({1, 4, 1});
  std::uint8_t const values[] = {10, 21, 200, 100};
  std::copy(std::begin(values), std::end(values), row.data());
  auto const half = whence::resize_antialiased(row, {1, 2}, whence::resize_filter::box);
  BOOST_TEST(int{half(0, 0, 0)} == 16);  // 15.5, rounded up
  BOOST_TEST(int{half(0, 1, 0)} == 150);
  auto const twice = whence::resize_antialiased(row, {1, 8}, whence::resize_filter::box);
  for (std::size_t x = 0; x != 8; ++x) BOOST_TEST(int{twice(0, x, 0)} == int{values[x / 2]});
}

BOOST_AUTO_TEST_CASE(bicubic_overshoots_an_edge_as_far_as_there_are_levels) {
  // Doubled, pixel 4 lies 1.75, .75, .25, 1.25 from the row's pixels, which weigh -.0234, .2266, .8672, -.0703: of
  // 100 100 200 200 that makes 20.3 + 159.4 = 179.7. Pixel 5 lies 1.25, .25, .75 from the last three; -.0703, .8672 and
  // .2266 are divided by their sum of 1.0234: (-7.03 + 218.75) / 1.0234 = 206.9.
  pixels row({1, 4, 1});
  std::uint8_t const values[] = {100, 100, 200, 200};
  std::copy(std::begin(values), std::end(values), row.data());
  auto const twice = whence::resize_antialiased(row, {1, 8}, whence::resize_filter::bicubic);
  BOOST_TEST(int{twice(0, 4, 0)} == 180);
  BOOST_TEST(int{twice(0, 5, 0)} == 207);
  for (auto& value : row) value = value == 100 ? 0 : 255;
  auto const clipped = whence::resize_antialiased(row, {1, 8}, whence::resize_filter::bicubic);
  BOOST_TEST(int{clipped(0, 2, 0)} == 0);
  BOOST_TEST(int{clipped(0, 5, 0)} == 255);
}

BOOST_AUTO_TEST_CASE(one_colour_stays_that_colour) {
  pixels flat({9, 7, 3});
  flat.fill(201);
  for (auto const value : whence::resize_antialiased(flat, {31, 4})) BOOST_TEST(int{value} == 201);
}

BOOST_AUTO_TEST_CASE(the_right_size_already_is_a_copy) {
  auto const photo = golden::pixels("image/photo.ppm");
  BOOST_TEST((whence::resize_antialiased(photo, {67, 91}) == photo));
}

BOOST_AUTO_TEST_CASE(nothing_cannot_be_resized_nor_anything_to_nothing) {
  BOOST_CHECK_THROW(std::ignore = whence::resize_antialiased(pixels({0, 4, 3}), {2, 2}), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = whence::resize_antialiased(pixels({4, 4, 3}), {2, 0}), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
