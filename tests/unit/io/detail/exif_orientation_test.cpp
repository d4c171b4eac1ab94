// SPDX-License-Identifier: BSD-3-Clause
// Pictures turned by Pillow's ImageOps.exif_transpose (tests/golden/io/orientation), and EXIF data that lie.
#include <whence/io/detail/exif_orientation.hpp>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <iterator>
#include <span>
#include <whence/io/decode_photo16.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/io/read_photo.hpp>

#include "../io_files.hpp"

using whence_test::bytes_of;
using whence_test::golden;

namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (int const value : values) text += static_cast<char>(value);
  return text;
}

// The header, whose directory is at 8, a directory of one entry, and no further one.
std::string const header = "II*" + bytes({0, 8, 0, 0, 0});
std::string const entry = bytes({0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0});
std::string const tiff = header + bytes({1, 0}) + entry + bytes({0, 0, 0, 0});

std::size_t orientation_of(std::string const& text) {
  // A copy of just this length, so that a sanitiser sees every byte read behind it.
  std::vector<char> const copy(text.begin(), text.end());
  return whence::detail::orientation_in(std::as_bytes(std::span(copy)));
}

std::size_t changed(std::size_t at, int value) {
  std::string text = tiff;
  text[at] = static_cast<char>(value);
  return orientation_of(text);
}

void insert(std::vector<std::byte>& file, std::ptrdiff_t at, std::string const& text) {
  std::vector<std::byte> added;
  std::ranges::transform(text, std::back_inserter(added), [](char c) { return static_cast<std::byte>(c); });
  file.insert(file.begin() + at, added.begin(), added.end());
}

/// Checks a file of shape (3, 5) or its transpose against what Pillow made of it.
void check_turned(std::string const& name, int tolerance) {
  auto const photo = whence::read_photo(golden("orientation/" + name));
  auto file = name;
  std::ranges::replace(file, '.', '_');
  auto const expected = whence::read_npy<float, 3>(golden("orientation/" + file + ".npy"));
  BOOST_TEST_REQUIRE(photo.height() == expected.shape(0));
  BOOST_TEST_REQUIRE(photo.width() == expected.shape(1));
  int furthest = 0;
  for (std::size_t i = 0; i != expected.size(); ++i) {
    furthest = std::max(furthest, std::abs(photo.pixels.data()[i] - static_cast<int>(expected.data()[i])));
  }
  BOOST_TEST(furthest <= tolerance, name << ": " << furthest);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_exif_orientation)

BOOST_AUTO_TEST_CASE(png_pictures_of_all_orientations_are_turned_as_by_pillow) {
  for (int orientation = 1; orientation != 9; ++orientation) check_turned(std::to_string(orientation) + ".png", 0);
}

BOOST_AUTO_TEST_CASE(jpeg_pictures_of_all_orientations_are_turned_as_by_pillow) {
  for (int orientation = 1; orientation != 9; ++orientation) check_turned(std::to_string(orientation) + ".jpg", 3);
}

BOOST_AUTO_TEST_CASE(photos_of_16_bits_are_turned_too) {
  auto file = bytes_of(golden("grey_16_bits.png"));
  // Behind the signature and IHDR; 26 bytes of data, the checksum is not looked at.
  insert(file, 33, bytes({0, 0, 0, static_cast<int>(tiff.size())}) + "eXIf" + tiff + "sums");
  auto const photo = whence::decode_photo16(file);
  BOOST_TEST((photo.size() == whence::image_size{7, 5}));
  // Turned clockwise: the first row, from left to right, is the first column from its end to its start.
  for (int c = 0; c != 5; ++c) BOOST_TEST(int{photo.pixels(0, c, 0)} == 9000 * (4 - c));
}

BOOST_AUTO_TEST_CASE(exif_data_may_repeat_their_prefix) {
  BOOST_TEST(orientation_of(tiff) == 6u);
  BOOST_TEST(orientation_of(std::string("Exif\0\0", 6) + tiff) == 6u);
}

BOOST_AUTO_TEST_CASE(an_orientation_behind_other_entries_is_found) {
  BOOST_TEST(orientation_of(header + bytes({2, 0, 6, 1, 3, 0, 1, 0, 0, 0, 2, 0, 0, 0}) + entry) == 6u);
}

BOOST_AUTO_TEST_CASE(exif_data_cut_at_any_byte_are_upright) {
  std::size_t const end_of_entry = 8 + 2 + 12;
  for (std::size_t length = 0; length != end_of_entry; ++length) {
    BOOST_TEST(orientation_of(tiff.substr(0, length)) == 1u);
  }
  BOOST_TEST(orientation_of(tiff.substr(0, end_of_entry)) == 6u);
}

BOOST_AUTO_TEST_CASE(what_is_no_orientation_is_upright) {
  BOOST_TEST(changed(0, 'M') == 1u);    // neither of the two byte orders
  BOOST_TEST(changed(2, '+') == 1u);    // not TIFF's number
  BOOST_TEST(changed(8, 0) == 1u);      // no entries
  BOOST_TEST(changed(10, 0x13) == 1u);  // another tag
  BOOST_TEST(changed(12, 4) == 1u);     // another type
  BOOST_TEST(changed(14, 2) == 1u);     // two of them
  BOOST_TEST(changed(18, 0) == 1u);     // 0 and 9 are reserved
  BOOST_TEST(changed(18, 9) == 1u);
  BOOST_TEST(changed(19, 1) == 1u);  // 262
}

BOOST_AUTO_TEST_CASE(directories_outside_and_counts_too_high_are_upright_or_end_with_the_data) {
  BOOST_TEST(changed(7, 0xff) == 1u);
  BOOST_TEST(orientation_of("II*" + bytes({0, 0xff, 0xff, 0xff, 0xff}) + tiff.substr(8)) == 1u);
  BOOST_TEST(orientation_of("II*" + bytes({0, 0, 0, 0, 0}) + tiff.substr(8)) == 1u);  // the header as a directory
  BOOST_TEST(orientation_of(header + bytes({0xff, 0xff}) + entry) == 6u);
}

BOOST_AUTO_TEST_CASE(a_photo_is_not_lost_for_damaged_notes) {
  auto const whole = bytes_of(golden("orientation/6.jpg"));
  auto const photo = whence::decode_photo(whole);
  // 2 bytes of start, 18 of JFIF, then the notes: marker, length, "Exif\0\0", TIFF's header from byte 30 on.
  for (std::size_t at = 30; at != 60; ++at) {
    auto file = whole;
    file[at] ^= std::byte{0xff};
    BOOST_TEST(whence::decode_photo(file).pixels.size() == photo.pixels.size());
  }
}

BOOST_AUTO_TEST_SUITE_END()
