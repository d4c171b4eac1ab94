// SPDX-License-Identifier: BSD-3-Clause
// Pictures by Pillow (tests/golden/io/write_io.py), by the formulas of their pixels.
#include <whence/io/decode_photo16.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/image/to_8_bits.hpp>
#include <whence/io/decode_photo.hpp>

#include "io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;
using whence_test::says;

namespace {

whence::photo16 decode(std::string const& name) {
  return whence::decode_photo16(bytes_of(golden(name)));
}

/// A PNG picture whose bytes from the width on say something else.
std::vector<std::byte> with_header(std::string const& name, std::initializer_list<int> bytes) {
  auto file = bytes_of(golden(name));
  std::size_t at = 16;
  for (int const byte : bytes) file[at++] = static_cast<std::byte>(byte);
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_decode_photo16)

BOOST_AUTO_TEST_CASE(sixteen_bits_are_kept) {
  auto const photo = decode("grey_16_bits.png");
  for (int r = 0; r != 5; ++r) {
    for (int c = 0; c != 7; ++c) {
      for (int k = 0; k != 3; ++k) BOOST_TEST(int{photo.pixels(r, c, k)} == 9000 * r + 100 * c);
    }
  }
}

BOOST_AUTO_TEST_CASE(eight_bits_are_widened_by_257_so_that_white_stays_white) {
  for (auto const* const name : {"rgb.png", "palette.png", "one_bit.png", "colour_444.jpg"}) {
    auto const deep = decode(name);
    auto const shallow = whence::decode_photo(bytes_of(golden(name)));
    BOOST_TEST_REQUIRE((deep.size() == shallow.size()));
    int differing = 0;
    for (std::size_t i = 0; i != deep.pixels.size(); ++i) {
      differing += deep.pixels.data()[i] == 257 * shallow.pixels.data()[i] ? 0 : 1;
    }
    BOOST_TEST(differing == 0, name << ": " << differing << " values differ");
  }
}

BOOST_AUTO_TEST_CASE(transparent_parts_are_laid_on_white_in_16_bits) {
  auto const photo = decode("rgb_alpha.png");
  for (int r = 0; r != 5; ++r) {
    double const opacity = 60 * r / 255.0;
    BOOST_TEST(int{photo.pixels(r, 3, 0)} == std::lround(257 * (50 * r * opacity + 255 * (1 - opacity))));
  }
}

BOOST_AUTO_TEST_CASE(rounding_behind_is_rounding_at_once) {
  for (auto const* const name : {"grey_16_bits.png", "rgb.png", "rgb_alpha.png", "colour_420.jpg"}) {
    auto const at_once = whence::decode_photo(bytes_of(golden(name)));
    BOOST_TEST((whence::to_8_bits(decode(name)).pixels == at_once.pixels));
  }
}

BOOST_AUTO_TEST_CASE(limits_hold_in_16_bits_and_interlaced_before_anything_is_decoded) {
  // 16 bits (16) of red, green, blue (2), interlaced (1); 16 385 x 5 pixels, and 16 384 x 16 384.
  for (int const interlaced : {0, 1}) {
    BOOST_CHECK_EXCEPTION(
        (void)whence::decode_photo16(with_header("rgb.png", {0, 0, 0x40, 1, 0, 0, 0, 5, 16, 2, 0, 0, interlaced})),
        whence::photo_error, says("", "at most 16384", "16385 x 5"));
    BOOST_CHECK_EXCEPTION(
        (void)whence::decode_photo16(with_header("rgb.png", {0, 0, 0x40, 0, 0, 0, 0x40, 0, 16, 2, 0, 0, interlaced})),
        whence::photo_error, says("", "100000000 pixels", "16384 x 16384"));
  }
  whence::photo_limits limits;
  limits.file_bytes = 50;
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo16(bytes_of(golden("grey_16_bits.png")), limits), whence::photo_error,
                        says("", "at most 50 bytes", "bytes"));
}

BOOST_AUTO_TEST_CASE(a_picture_that_swells_beyond_its_pixels_is_refused_in_16_bits_and_interlaced) {
  for (int const interlaced : {0, 1}) {
    BOOST_CHECK_EXCEPTION(
        (void)whence::decode_photo16(with_header("bomb.png", {0, 0, 0, 8, 0, 0, 0, 8, 16, 2, 0, 0, interlaced})),
        whence::photo_error, says("", "a whole PNG picture", "swells"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
