// SPDX-License-Identifier: BSD-3-Clause
#include <whence/io/detail/whole_palette.hpp>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/io/decode_photo.hpp>

#include "../io_files.hpp"

using whence::detail::with_whole_palette;
using whence_test::bytes_of;
using whence_test::golden;

BOOST_AUTO_TEST_SUITE(io_detail_whole_palette)

BOOST_AUTO_TEST_CASE(a_palette_is_filled_up_with_black) {
  // Pillow's file: 8 bytes of signature, 25 of IHDR, then PLTE with its length, kind, 3 colours and checksum.
  auto const file = bytes_of(golden("palette.png"));
  auto const changed = with_whole_palette(file);
  BOOST_TEST_REQUIRE(changed.size() == file.size() + 253 * 3);
  BOOST_TEST(std::to_integer<int>(changed[35]) == 3);  // 3 * 256 + 0 = 768
  BOOST_TEST(std::to_integer<int>(changed[36]) == 0);
  bool is_kept = true;
  for (std::size_t i = 0; i != file.size(); ++i) {
    bool const is_length = i >= 33 && i < 37;
    is_kept = is_kept && (is_length || changed[i < 50 ? i : i + 253 * 3] == file[i]);
  }
  BOOST_TEST(is_kept);
  bool is_black = true;
  for (std::size_t i = 50; i != 50 + 253 * 3; ++i) is_black = is_black && changed[i] == std::byte{0};
  BOOST_TEST(is_black);
}

BOOST_AUTO_TEST_CASE(a_colour_that_the_palette_lacks_is_black) {
  // The palette is cut from 3 colours to 2: what was the third (blue), where (r + c) % 3 == 2, is black then.
  auto file = bytes_of(golden("palette.png"));
  file.erase(file.begin() + 47, file.begin() + 50);
  file[36] = std::byte{6};
  auto const photo = whence::decode_photo(file);
  for (std::size_t r = 0; r != photo.height(); ++r) {
    for (std::size_t c = 0; c != photo.width(); ++c) {
      for (std::size_t k = 0; k != 3; ++k) {
        BOOST_TEST(int{photo.pixels(r, c, k)} == ((r + c) % 3 == k && k != 2 ? 255 : 0));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(other_pictures_and_palettes_to_be_refused_stay_as_they_are) {
  BOOST_TEST(with_whole_palette(bytes_of(golden("rgb.png"))).empty());
  BOOST_TEST(with_whole_palette({}).empty());
  auto file = bytes_of(golden("palette.png"));
  file[36] = std::byte{8};
  BOOST_TEST(with_whole_palette(file).empty());
  // One opacity for three colours; said to be four.
  auto transparent = bytes_of(golden("palette_transparent.png"));
  BOOST_TEST(!with_whole_palette(transparent).empty());
}

BOOST_AUTO_TEST_SUITE_END()
