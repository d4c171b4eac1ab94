// SPDX-License-Identifier: BSD-3-Clause
#include "unit/image/golden.hpp"

#include <boost/test/unit_test.hpp>
#include <whence/image/luma.hpp>

BOOST_AUTO_TEST_SUITE(image_luma)

BOOST_AUTO_TEST_CASE(every_byte_of_a_photo_in_grey_is_pillows) {
  BOOST_TEST((whence::luma(golden::pixels("image/photo.ppm")) == golden::pixels("image/luma.pgm")));
}

BOOST_AUTO_TEST_CASE(primaries_weigh_what_the_recommendation_says) {
  // .299 * 255 = 76.2, .587 * 255 = 149.7, .114 * 255 = 29.1
  BOOST_TEST(int{whence::luma_of(255, 0, 0)} == 76);
  BOOST_TEST(int{whence::luma_of(0, 255, 0)} == 150);
  BOOST_TEST(int{whence::luma_of(0, 0, 255)} == 29);
  BOOST_TEST(int{whence::luma_of(255, 255, 255)} == 255);
  BOOST_TEST(int{whence::luma_of(0, 0, 0)} == 0);
}

BOOST_AUTO_TEST_CASE(sixteen_bits_stay_sixteen) {
  whence::tensor<std::uint16_t, 3> pixels({1, 2, 3});
  std::uint16_t const colours[] = {1000, 2001, 3003, 65535, 65535, 65535};
  std::copy(std::begin(colours), std::end(colours), pixels.data());
  auto const grey = whence::luma(pixels);
  BOOST_TEST(grey(0, 0, 0) == 1816u);  // 299 + 1174.587 + 342.342 = 1815.929
  BOOST_TEST(grey(0, 1, 0) == 65535u);
}

BOOST_AUTO_TEST_CASE(grey_is_made_of_three_channels_only) {
  BOOST_CHECK_THROW(std::ignore = whence::luma(whence::tensor<std::uint8_t, 3>({2, 2, 1})), whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
