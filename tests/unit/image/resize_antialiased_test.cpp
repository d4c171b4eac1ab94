// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <boost/test/unit_test.hpp>
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
