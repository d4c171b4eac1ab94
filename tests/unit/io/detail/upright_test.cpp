// SPDX-License-Identifier: BSD-3-Clause
// The eight orientations by the drawings of EXIF 2.32, 4.6.4: which side of the stored picture is the top, which the
// left.
#include <whence/io/detail/upright.hpp>

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

/// The stored picture "abc" over "def", turned: its rows one behind the other.
std::string turned(std::size_t orientation) {
  whence::detail::upright const turn(orientation, {2, 3});
  std::string result(6, '?');
  for (std::size_t r = 0; r != 2; ++r) {
    for (std::size_t c = 0; c != 3; ++c) result.at(turn.place_of(r, c)) = "abcdef"[3 * r + c];
  }
  return result.insert(turn.turned().width, " ");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(io_detail_upright)

BOOST_AUTO_TEST_CASE(rows_stay_rows_up_to_orientation_4) {
  BOOST_TEST(turned(1) == "abc def");
  BOOST_TEST(turned(2) == "cba fed");
  BOOST_TEST(turned(3) == "fed cba");
  BOOST_TEST(turned(4) == "def abc");
}

BOOST_AUTO_TEST_CASE(rows_become_columns_from_orientation_5) {
  // Three rows of two: the blank stands behind the first.
  BOOST_TEST(turned(5) == "ad becf");
  BOOST_TEST(turned(6) == "da ebfc");
  BOOST_TEST(turned(7) == "fc ebda");
  BOOST_TEST(turned(8) == "cf bead");
}

BOOST_AUTO_TEST_CASE(sizes_turn_with_them) {
  BOOST_TEST((whence::detail::upright(4, {2, 3}).turned() == whence::image_size{2, 3}));
  BOOST_TEST((whence::detail::upright(5, {2, 3}).turned() == whence::image_size{3, 2}));
  BOOST_TEST((whence::detail::upright(5, {2, 3}).stored() == whence::image_size{2, 3}));
}

BOOST_AUTO_TEST_SUITE_END()
