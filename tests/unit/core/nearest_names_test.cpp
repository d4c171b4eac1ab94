// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>
#include <whence/core/nearest_names.hpp>

using names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(core_nearest_names)

BOOST_AUTO_TEST_CASE(the_distance_counts_single_letter_edits) {
  using whence::detail::edit_distance;
  BOOST_TEST(edit_distance("", "") == 0u);
  BOOST_TEST(edit_distance("", "abc") == 3u);            // three insertions
  BOOST_TEST(edit_distance("abc", "") == 3u);            // three deletions
  BOOST_TEST(edit_distance("kitten", "sitting") == 3u);  // k->s, e->i, +g: the textbook's pair
  BOOST_TEST(edit_distance("flaw", "lawn") == 2u);       // -f, +n
  BOOST_TEST(edit_distance("ab", "ba") == 2u);           // an exchange is two edits
}

BOOST_AUTO_TEST_CASE(upper_and_lower_case_are_the_same_letter) {
  BOOST_TEST(whence::detail::edit_distance("Golf Ball", "golf ball") == 0u);
  BOOST_TEST(whence::nearest_names("GOLF", {"gulf", "golf ball", "wolf"}, 1) == names{"golf ball"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_typing_error_finds_its_name) {
  BOOST_TEST(
      whence::nearest_names("featurs.28", {"features.27", "features.28", "classifier.0"}, 1) == names{"features.28"},
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_that_contain_the_asked_one_come_first_in_their_own_order) {
  // "snare" is one edit from "snake", "sea snake" and "snake charmer" are more: they contain it all the same.
  names const all{"snare", "sea snake", "snake charmer"};
  names const expected{"sea snake", "snake charmer", "snare"};
  BOOST_TEST(whence::nearest_names("snake", all) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_equally_near_names_the_earlier_comes_first) {
  names const expected{"b", "c", "d"};
  BOOST_TEST(whence::nearest_names("a", {"b", "c", "d", "e"}) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_more_than_asked_for_are_returned) {
  BOOST_TEST(whence::nearest_names("x", {"a", "b"}, 1).size() == 1u);
  BOOST_TEST(whence::nearest_names("x", {"a", "b"}, 5).size() == 2u);
  BOOST_TEST(whence::nearest_names("x", {}).empty());
}

BOOST_AUTO_TEST_CASE(nothing_asked_is_contained_in_no_name) {
  // Otherwise every name would be as near as any other: the shortest is.
  BOOST_TEST(whence::nearest_names("", {"long name", "short"}, 1) == names{"short"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(letters_beyond_ascii_do_no_harm) {
  BOOST_TEST(whence::nearest_names("caf\xc3\xa9", {"caf\xc3\xa9", "cafe"}, 1) == names{"caf\xc3\xa9"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_text_reads_as_a_phrase) {
  BOOST_TEST(whence::nearest_names_text("a", {}) == "");
  BOOST_TEST(whence::nearest_names_text("a", {"b"}) == "b");
  BOOST_TEST(whence::nearest_names_text("a", {"b", "c"}) == "b or c");
  BOOST_TEST(whence::nearest_names_text("a", {"b", "c", "d", "e"}) == "b, c or d");
}

BOOST_AUTO_TEST_SUITE_END()
