// SPDX-License-Identifier: BSD-3-Clause
// The other half of stb_image_test.cpp: here the program's own stb is included behind ours.
#include <whence/io/detail/stb_image_write.hpp>
#include <whence/io/encode_png.hpp>
#include <whence/io/read_photo.hpp>

#if defined(STBIWDEF) || defined(STBIDEF) || defined(FAST_BITS) || defined(STB_IMAGE_IMPLEMENTATION)
#error "whence has left a macro of stb's behind"
#endif

#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

#include <boost/test/unit_test.hpp>

#include "../io_files.hpp"

BOOST_AUTO_TEST_SUITE(io_detail_stb_image_write)

BOOST_AUTO_TEST_CASE(a_programs_own_stb_works_beside_ours) {
  whence_test::temporary_folder const folder;
  auto const photo = whence::read_photo(whence_test::golden("rgb.png"));
  auto const path = folder.path / "by_the_program.png";
  BOOST_TEST(::stbi_write_png(path.c_str(), 7, 5, 3, photo.pixels.data(), 21) != 0);
  BOOST_TEST((whence::read_photo(path).pixels == photo.pixels));
  BOOST_TEST((whence_test::bytes_of(path) == whence::encode_png(photo.pixels)));
}

BOOST_AUTO_TEST_CASE(a_programs_own_failure_is_not_ours) {
  int width = 0;
  BOOST_TEST(::stbi_load("/no/such/file", &width, &width, &width, 0) == nullptr);
  BOOST_CHECK_NO_THROW((void)whence::read_photo(whence_test::golden("rgb.png")));
}

BOOST_AUTO_TEST_SUITE_END()
