// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <whence/image/photo.hpp>
#include <whence/render/picture.hpp>

static_assert(std::same_as<whence::picture, decltype(whence::photo::pixels)>, "a picture can be read back as a photo");

BOOST_AUTO_TEST_SUITE(render_picture)

BOOST_AUTO_TEST_CASE(a_picture_counts_rows_columns_and_colours) {
  whence::picture const picture({2, 3, 3});
  BOOST_TEST(picture.size() == 18u);
}

BOOST_AUTO_TEST_SUITE_END()
