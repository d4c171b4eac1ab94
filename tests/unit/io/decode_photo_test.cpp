// SPDX-License-Identifier: BSD-3-Clause
// Pictures by Pillow (tests/golden/io/write_io.py). PNG is compared with the formulas of its pixels, JPEG with what
// libjpeg-turbo decodes: another decoder's inverse cosine transform and chroma filter round differently, by up to 3.
#include <whence/io/decode_photo.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>
#include <span>
#include <whence/io/read_npy.hpp>

#include "io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;
using whence_test::says;

namespace {

whence::photo decode(std::string const& name) {
  return whence::decode_photo(bytes_of(golden(name)));
}

/// Checks a PNG picture of 5 rows and 7 columns against a formula of row, column and channel.
template <class Formula>
void check_pixels(std::string const& name, Formula const& formula) {
  auto const photo = decode(name);
  BOOST_TEST_REQUIRE(photo.height() == 5u);
  BOOST_TEST_REQUIRE(photo.width() == 7u);
  int differing = 0;
  for (int r = 0; r != 5; ++r) {
    for (int c = 0; c != 7; ++c) {
      for (int k = 0; k != 3; ++k) differing += photo.pixels(r, c, k) == formula(r, c, k) ? 0 : 1;
    }
  }
  BOOST_TEST(differing == 0, name << ": " << differing << " values differ");
}

int rgb(int r, int c, int k) {
  return k == 0 ? 50 * r : k == 1 ? 40 * c : 255 - 50 * r;
}

/// A value under an opacity of a / 255, laid on white.
int on_white(int value, int a) {
  return static_cast<int>(std::lround((value * a + 255.0 * (255 - a)) / 255.0));
}

void check_against_libjpeg(std::string const& name, int tolerance) {
  auto const photo = decode(name + ".jpg");
  auto const expected = whence::read_npy<float, 3>(golden(name + "_jpg.npy"));
  BOOST_TEST_REQUIRE(photo.height() == expected.shape(0));
  BOOST_TEST_REQUIRE(photo.width() == expected.shape(1));
  int furthest = 0;
  double sum = 0;
  for (std::size_t i = 0; i != expected.size(); ++i) {
    int const difference = std::abs(photo.pixels.data()[i] - static_cast<int>(expected.data()[i]));
    furthest = std::max(furthest, difference);
    sum += difference;
  }
  BOOST_TEST(furthest <= tolerance);
  BOOST_TEST(sum / static_cast<double>(expected.size()) < 0.5);
}

template <class Change>
void check_changed(std::string const& name, Change const& change, std::string const& expected, std::string const& got) {
  auto file = bytes_of(golden(name));
  change(file);
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file), whence::photo_error, says("photo in memory", expected, got));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_decode_photo)

BOOST_AUTO_TEST_CASE(rgb_is_kept_as_it_is) {
  check_pixels("rgb.png", rgb);
}

BOOST_AUTO_TEST_CASE(interlaced_pictures_are_put_together) {
  check_pixels("interlaced.png", rgb);
}

BOOST_AUTO_TEST_CASE(grey_becomes_three_equal_channels) {
  check_pixels("grey.png", [](int, int c, int) { return 40 * c; });
}

BOOST_AUTO_TEST_CASE(black_and_white_become_0_and_255) {
  check_pixels("one_bit.png", [](int r, int c, int) { return (r + c) % 2 * 255; });
}

BOOST_AUTO_TEST_CASE(sixteen_bits_are_rounded_to_the_nearest_of_8) {
  check_pixels("grey_16_bits.png", [](int r, int c, int) { return std::lround((9000 * r + 100 * c) / 257.0); });
}

BOOST_AUTO_TEST_CASE(transparent_colour_is_laid_on_white) {
  check_pixels("rgb_alpha.png", [](int r, int c, int k) { return on_white(rgb(r, c, k), 60 * r); });
}

BOOST_AUTO_TEST_CASE(transparent_grey_is_laid_on_white) {
  check_pixels("grey_alpha.png", [](int r, int c, int) { return on_white(40 * c, 60 * r); });
}

BOOST_AUTO_TEST_CASE(palettes_are_looked_up) {
  check_pixels("palette.png", [](int r, int c, int k) { return (r + c) % 3 == k ? 255 : 0; });
}

BOOST_AUTO_TEST_CASE(a_transparent_colour_of_a_palette_is_white) {
  check_pixels("palette_transparent.png",
               [](int r, int c, int k) { return (r + c) % 3 == 1 || (r + c) % 3 == k ? 255 : 0; });
}

BOOST_AUTO_TEST_CASE(jpeg_with_full_chroma_is_what_libjpeg_decodes) {
  check_against_libjpeg("colour_444", 3);
}

BOOST_AUTO_TEST_CASE(jpeg_with_subsampled_chroma_is_what_libjpeg_decodes) {
  check_against_libjpeg("colour_420", 3);
}

BOOST_AUTO_TEST_CASE(progressive_jpeg_is_what_libjpeg_decodes) {
  check_against_libjpeg("progressive", 3);
}

BOOST_AUTO_TEST_CASE(grey_jpeg_is_what_libjpeg_decodes) {
  check_against_libjpeg("grey", 1);
}

BOOST_AUTO_TEST_CASE(a_jpeg_of_printing_colours_is_refused_in_words) {
  BOOST_CHECK_EXCEPTION((void)decode("cmyk.jpg"), whence::photo_error,
                        says("", "a JPEG picture in grey or RGB", "one of four inks (CMYK)"));
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_refused) {
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo({}, {}, "nothing.jpg"), whence::photo_error,
                        says("nothing.jpg", "a JPEG or PNG picture", "an empty file"));
}

BOOST_AUTO_TEST_CASE(other_files_are_refused_with_their_first_bytes_and_a_guess) {
  auto const check = [](std::string const& text, std::string const& got) {
    BOOST_CHECK_EXCEPTION((void)whence::decode_photo(std::as_bytes(std::span(text))), whence::photo_error,
                          says("", "a JPEG or PNG picture", got));
  };
  check("GIF89a......", "47 49 46 38 39 61 2e 2e (GIF?)");
  check("RIFF\1\2\3\4WEBPVP8 ", "(WebP?)");
  check(std::string("\0\0\0\x18"
                    "ftypheic",
                    12),
        "(HEIC, AVIF or video?)");
  check("<!DOCTYPE html>", "(HTML, SVG or XML?)");
  check("hello", "the bytes 68 65 6c 6c 6f");
  check("\xff", "the bytes ff");
}

BOOST_AUTO_TEST_CASE(the_start_of_a_signature_alone_is_refused) {
  auto const file = bytes_of(golden("rgb.png"));
  BOOST_CHECK_THROW((void)whence::decode_photo(std::span(file).first(7)), whence::photo_error);
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(std::span(file).first(8)), whence::photo_error,
                        says("", "a whole PNG picture", "cut short"));
}

BOOST_AUTO_TEST_CASE(a_picture_cut_at_any_byte_is_refused) {
  for (auto const* const name : {"rgb.png", "interlaced.png", "colour_420.jpg", "progressive.jpg", "grey.jpg"}) {
    auto const file = bytes_of(golden(name));
    // The last 4 bytes of a PNG are the checksum of nothing: pictures are whole without them.
    std::size_t const whole = file.size() - (std::string(name).ends_with("png") ? 4 : 0);
    for (std::size_t length = 0; length != whole; ++length) {
      // A copy of just this length, so that a sanitiser sees every byte read behind it.
      std::vector<std::byte> const cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
      BOOST_CHECK_THROW((void)whence::decode_photo(cut), whence::photo_error);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_picture_cut_in_half_is_called_so) {
  for (auto const* const name : {"rgb.png", "colour_444.jpg"}) {
    check_changed(
        name, [](auto& file) { file.resize(file.size() / 2); }, "a whole", "cut short");
  }
}

BOOST_AUTO_TEST_CASE(a_damaged_picture_is_called_so) {
  // The zlib header of the only IDAT chunk: 8 signature, 25 IHDR, 8 of length and kind.
  check_changed(
      "rgb.png", [](auto& file) { file[41] = std::byte{0xff}; }, "a whole PNG picture", "a damaged one");
}

BOOST_AUTO_TEST_CASE(apples_variant_of_png_is_refused_since_its_colours_would_come_out_swapped) {
  check_changed(
      "rgb.png",
      [](auto& file) {
        std::ranges::transform(std::string("CgBI"), file.begin() + 12,
                               [](char c) { return static_cast<std::byte>(c); });
      },
      "a PNG picture by the standard", "CgBI");
}

BOOST_AUTO_TEST_CASE(a_file_over_the_limit_is_refused_with_both_sizes) {
  auto const file = bytes_of(golden("rgb.png"));
  whence::photo_limits limits;
  limits.file_bytes = 50;
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(file, limits), whence::photo_error,
                        says("", "at most 50 bytes", std::to_string(file.size()) + " bytes"));
}

BOOST_AUTO_TEST_CASE(more_pixels_than_the_limit_are_refused_with_both_sizes) {
  whence::photo_limits limits;
  limits.pixels = 34;
  BOOST_CHECK_EXCEPTION((void)whence::decode_photo(bytes_of(golden("rgb.png")), limits), whence::photo_error,
                        says("", "at most 34 pixels", "7 x 5"));
  limits.pixels = 35;
  BOOST_CHECK_NO_THROW((void)whence::decode_photo(bytes_of(golden("rgb.png")), limits));
}

BOOST_AUTO_TEST_CASE(sides_over_the_limit_are_refused_before_anything_is_decoded) {
  // The width of a PNG stands big-endian from byte 16: 16 385.
  check_changed(
      "rgb.png",
      [](auto& file) {
        file[18] = std::byte{0x40};
        file[19] = std::byte{0x01};
      },
      "at most 16384", "16385 x 5");
}

BOOST_AUTO_TEST_CASE(a_picture_that_swells_beyond_its_pixels_is_refused) {
  // 8 x 8 pixels whose compressed data make 32 MiB.
  BOOST_CHECK_EXCEPTION((void)decode("bomb.png"), whence::photo_error, says("", "a whole PNG picture", "swells"));
}

BOOST_AUTO_TEST_CASE(what_follows_a_picture_is_not_part_of_it) {
  for (auto const* const name : {"rgb.png", "colour_444.jpg"}) {
    auto file = bytes_of(golden(name));
    file.resize(file.size() + 1000);
    BOOST_CHECK_NO_THROW((void)whence::decode_photo(file));
  }
}

BOOST_AUTO_TEST_SUITE_END()
