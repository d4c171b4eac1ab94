// SPDX-License-Identifier: BSD-3-Clause
#include <whence/core/detail/is_utf8.hpp>

#include <boost/test/unit_test.hpp>

using whence::detail::is_utf8;

BOOST_AUTO_TEST_SUITE(core_detail_is_utf8)

BOOST_AUTO_TEST_CASE(letters_of_one_to_four_bytes_are_text) {
  // The first and last of each length, by the table of RFC 3629, section 4.
  for (auto const* const text : {"", "a", "\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xef\xbf\xbf",
                                 "\xed\xa0\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "a\xc3\xa4z"}) {
    BOOST_TEST(is_utf8(text), text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_cut_overlong_or_beyond_the_last_letter_is_none) {
  for (auto const* const text : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2z", "\xe0\x9f\xbf", "\xe1\x80",
                                 "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xf0\x90\x80"}) {
    BOOST_TEST(!is_utf8(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
