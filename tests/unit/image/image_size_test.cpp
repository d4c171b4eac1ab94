// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/image/image_size.hpp>

BOOST_AUTO_TEST_SUITE(image_image_size)

BOOST_AUTO_TEST_CASE(height_comes_first_and_a_turned_picture_is_another_size) {
  whence::image_size const size{480, 640};
  BOOST_TEST(size.height == 480u);
  BOOST_TEST(size.width == 640u);
  BOOST_TEST((size != whence::image_size{640, 480}));
}

BOOST_AUTO_TEST_SUITE_END()
