// SPDX-License-Identifier: BSD-3-Clause
#include <whence/core/detail/printable.hpp>

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

using whence::detail::printable;

BOOST_AUTO_TEST_SUITE(core_detail_printable)

BOOST_AUTO_TEST_CASE(plain_text_is_shown_as_it_is) {
  BOOST_TEST(printable("") == "");
  BOOST_TEST(printable("features.0.weight") == "features.0.weight");
  BOOST_TEST(printable("\u00c4rger \u2603 \U0001f600") == "\u00c4rger \u2603 \U0001f600");
}

BOOST_AUTO_TEST_CASE(control_characters_of_both_sets_are_not_shown) {
  BOOST_TEST(printable("a\x1b[2J\r\n\x7f") == "a?[2J???");
  BOOST_TEST(printable(std::string_view("a\0b", 3)) == "a?b");
  // U+0080 and U+009f are the ends of the second set, U+00a0 is a space.
  BOOST_TEST(printable("\u0080\u009b2J\u009f\u00a0") == "??2J?\u00a0");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf_8_are_not_shown) {
  BOOST_TEST(printable("\xff\xfe"
                       "a") == "??a");
  BOOST_TEST(printable("\x9b") == "?");
  BOOST_TEST(printable("\xe2\x98") == "??");  // cut short
  BOOST_TEST(printable("\xc3(") == "?(");     // what follows is kept
  BOOST_TEST(printable("\xc0\xaf") == "??");  // an overlong '/'
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_between_letters) {
  BOOST_TEST(printable("abcdef", 6) == "abcdef");
  BOOST_TEST(printable("abcdefg", 6) == "abcdef...");
  BOOST_TEST(printable("abcde\u00e9", 6) == "abcde...");
  std::string cut(120, 'a');
  cut += "...";  // not a sum: of that g++ 12 at -O2 warns without reason (its bug 105651)
  BOOST_TEST(printable(std::string(1000, 'a')) == cut);
}

BOOST_AUTO_TEST_SUITE_END()
