// SPDX-License-Identifier: BSD-3-Clause
// A program's own stb_image, compiled in this very translation unit before ours, and its own stb_image_write, declared
// here and compiled in stb_image_write_test.cpp behind ours: that this links is half of the test.
#define STB_IMAGE_IMPLEMENTATION
#define STBI_MAX_DIMENSIONS 4
#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

#include <whence/io/detail/stb_image.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/io/write_png.hpp>

#if !defined(STB_IMAGE_IMPLEMENTATION) || STBI_MAX_DIMENSIONS != 4 || defined(STBI_ONLY_PNG) || !defined(STBI_VERSION)
#error "whence has changed the program's own settings of stb_image"
#endif
#if defined(STB_IMAGE_WRITE_IMPLEMENTATION) || defined(STBI_WRITE_NO_STDIO) || !defined(INCLUDE_STB_IMAGE_WRITE_H)
#error "whence has changed the program's own settings of stb_image_write"
#endif

#include <boost/test/unit_test.hpp>

#include "../io_files.hpp"

using whence_test::golden;

BOOST_AUTO_TEST_SUITE(io_detail_stb_image)

BOOST_AUTO_TEST_CASE(a_programs_own_stb_keeps_its_own_limits) {
  int width = 0;
  int height = 0;
  int channels = 0;
  BOOST_TEST(::stbi_info(golden("rgb.png").c_str(), &width, &height, &channels) == 0);
  BOOST_TEST(whence::read_photo(golden("rgb.png")).width() == 7u);
}

BOOST_AUTO_TEST_CASE(a_programs_own_stb_turned_upside_down_does_not_turn_ours) {
  ::stbi_set_flip_vertically_on_load(1);
  ::stbi_flip_vertically_on_write(1);
  auto const photo = whence::read_photo(golden("rgb.png"));
  auto const again = whence::decode_photo(whence::encode_png(photo.pixels));
  ::stbi_set_flip_vertically_on_load(0);
  ::stbi_flip_vertically_on_write(0);
  BOOST_TEST(int{photo.pixels(4, 0, 0)} == 200);  // red is 50 times the row
  BOOST_TEST((again.pixels == photo.pixels));
}

BOOST_AUTO_TEST_SUITE_END()
