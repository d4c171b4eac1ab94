// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/reference/window.hpp>

using whence::reference::map_shape;
using whence::reference::window;
using whence::reference::window_axis;

BOOST_AUTO_TEST_SUITE(backends_reference_window)

BOOST_AUTO_TEST_CASE(windows_are_counted_as_the_formula_says) {
  // floor((cells + 2 padding - dilation (kernel - 1) - 1) / stride) + 1
  BOOST_TEST((window_axis{3, 1, 1}.count(14)) == 14u);
  BOOST_TEST((window_axis{2, 2, 0}.count(15)) == 7u);  // an odd row is dropped
  BOOST_TEST((window_axis{7, 2, 3}.count(224)) == 112u);
  BOOST_TEST((window_axis{3, 2, 0, 2}.count(9)) == 3u);  // covers 5 cells: starts at 0, 2, 4
  BOOST_TEST((window_axis{5, 1, 0}.count(4)) == 0u);
}

BOOST_AUTO_TEST_CASE(an_image_too_small_for_one_window_is_an_error_that_says_how_large_it_must_be) {
  try {
    (void)window::square(5, 1, 1).over({3, 2, 9});
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.expected() == "maps of at least 3 x 3 cells (a larger image)");
    BOOST_TEST(complaint.got() == "2 x 9");
  }
}

BOOST_AUTO_TEST_CASE(cells_look_where_the_windows_before_them_look) {
  // VGG16 up to features.29: thirteen 3x3 convolutions, which move nothing, and four 2x2 poolings:
  // stride 16, offset .5 (1 + 2 + 4 + 8) = 7.5.
  whence::tap_geometry geometry;
  for (int pooling = 0; pooling != 4; ++pooling) {
    geometry = window::square(3, 1, 1).behind(geometry);
    geometry = window::square(2, 2).behind(geometry);
  }
  BOOST_TEST(geometry.rows.stride == 16.0);
  BOOST_TEST(geometry.columns.offset == 7.5);
  // ResNet's 7x7 stride 2 padding 3, then 3x3 stride 2 padding 1: both reach as far back as forth.
  whence::tap_geometry const odd = window::square(3, 2, 1).behind(window::square(7, 2, 3).behind({}));
  BOOST_TEST(odd.rows.stride == 4.0);
  BOOST_TEST(odd.rows.offset == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()
