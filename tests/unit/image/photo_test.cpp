// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/image/photo.hpp>

BOOST_AUTO_TEST_SUITE(image_photo)

BOOST_AUTO_TEST_CASE(a_photo_tells_its_size_in_rows_and_columns) {
  whence::photo const photo{whence::tensor<std::uint8_t, 3>({4, 6, 3})};
  BOOST_TEST(photo.height() == 4u);
  BOOST_TEST(photo.width() == 6u);
  BOOST_TEST((photo.size() == whence::image_size{4, 6}));
}

BOOST_AUTO_TEST_CASE(a_photo_made_of_nothing_has_no_pixels) {
  BOOST_TEST((whence::photo{}.size() == whence::image_size{0, 0}));
  BOOST_TEST(whence::photo{}.pixels.size() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
