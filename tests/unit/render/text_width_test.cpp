// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/render/text_width.hpp>

using whence::text_width;

BOOST_AUTO_TEST_SUITE(render_text_width)

// Advances of DejaVu Sans in units of 1/2048 em: H 1540, space 651, i 569. At 28 pixels a line an em is 24.
BOOST_AUTO_TEST_CASE(a_text_is_as_wide_as_its_letters_advances_together) {
  BOOST_TEST(text_width("H", 28) == 19u);                     // 18.05
  BOOST_TEST(text_width("HHHH", 28) == 73u);                  // 72.19
  BOOST_TEST(text_width("Hi H", 28) == 51u);                  // (1540 + 569 + 651 + 1540) / 2048 * 24 = 50.39
  BOOST_TEST(text_width(std::string(100, 'i'), 28) == 667u);  // 666.8
}

BOOST_AUTO_TEST_CASE(half_the_height_is_half_the_width) {
  BOOST_TEST(text_width("HHHH", 14) == 37u);  // 36.1
  BOOST_TEST(text_width("H", 14) == 10u);     // 9.02
}

BOOST_AUTO_TEST_CASE(nothing_takes_no_room) {
  BOOST_TEST(text_width("", 16) == 0u);
  BOOST_TEST(text_width("words", 0) == 0u);
}

BOOST_AUTO_TEST_CASE(letters_do_not_grow_beyond_the_height_they_are_stored_at) {
  BOOST_TEST(text_width("HHHH", 100) == text_width("HHHH", 28));
}

BOOST_AUTO_TEST_CASE(every_character_that_is_not_ascii_is_one_box) {
  std::size_t const box = text_width("\x01", 28);
  BOOST_TEST(box > 0u);
  BOOST_TEST(text_width("\xc3\xa9", 28) == box);          // e with an accent
  BOOST_TEST(text_width("\xe2\x82\xac", 28) == box);      // euro
  BOOST_TEST(text_width("\xf0\x9f\x90\x8d", 28) == box);  // snake
  BOOST_TEST(text_width("\xc3\xa9\xc3\xa9", 28) == 2 * box);
  BOOST_TEST(text_width("\x80", 28) == box);                       // no character of UTF-8 begins so
  BOOST_TEST(text_width("\xc3i", 28) == text_width("\x7fi", 28));  // cut short
}

BOOST_AUTO_TEST_SUITE_END()
