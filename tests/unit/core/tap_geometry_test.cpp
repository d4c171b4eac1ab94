// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <whence/core/tap_geometry.hpp>

using whence::axis_geometry;

BOOST_AUTO_TEST_SUITE(core_tap_geometry)

BOOST_AUTO_TEST_CASE(a_pixel_of_the_input_is_centred_on_itself) {
  constexpr axis_geometry image;
  static_assert(image.centre(5.0) == 5.0 && image.cell_at(5.0) == 5.0);
  BOOST_TEST(image.centre(0.0) == 0.0);
}

BOOST_AUTO_TEST_CASE(a_padded_3x3_convolution_moves_nothing) {
  BOOST_TEST((axis_geometry{}.behind_window(3, 1, 1) == axis_geometry{}));
}

BOOST_AUTO_TEST_CASE(a_pooling_of_two_looks_between_its_two_pixels) {
  // Cell 0 covers pixels 0 and 1: centre .5. Cell 1 covers 2 and 3: centre 2.5.
  auto const pooled = axis_geometry{}.behind_window(2, 2, 0);
  BOOST_TEST(pooled.stride == 2.0);
  BOOST_TEST(pooled.offset == 0.5);
  BOOST_TEST(pooled.centre(1.0) == 2.5);
}

BOOST_AUTO_TEST_CASE(four_poolings_in_a_row_give_vgg16s_last_maps) {
  // Each adds half its own stride: .5 (1 + 2 + 4 + 8) = 7.5, the middle of the 16 pixels a cell stands for.
  axis_geometry axis;
  for (int block = 0; block != 4; ++block) axis = axis.behind_window(3, 1, 1).behind_window(2, 2, 0);
  BOOST_TEST(axis.stride == 16.0);
  BOOST_TEST(axis.offset == 7.5);
}

BOOST_AUTO_TEST_CASE(odd_kernels_with_even_strides_stay_on_pixel_zero) {
  // ResNet: 7x7 stride 2 padding 3, pooling 3x3 stride 2 padding 1, then three 3x3 stride 2 padding 1. Every window's
  // middle lies on its input's cell 0, so offset 0 remains, where half-pixel upsampling assumes 15.5.
  axis_geometry axis = axis_geometry{}.behind_window(7, 2, 3).behind_window(3, 2, 1);
  for (int stage = 0; stage != 3; ++stage) axis = axis.behind_window(3, 2, 1);
  BOOST_TEST(axis.stride == 32.0);
  BOOST_TEST(axis.offset == 0.0);
  BOOST_TEST(axis_geometry::spread(7, 224).offset == 15.5);
}

BOOST_AUTO_TEST_CASE(a_window_without_padding_looks_further_in) {
  // 11 pixels from 0 to 10: middle 5 (AlexNet pads by 2: middle 3).
  BOOST_TEST(axis_geometry{}.behind_window(11, 4, 0).offset == 5.0);
  BOOST_TEST(axis_geometry{}.behind_window(11, 4, 2).offset == 3.0);
}

BOOST_AUTO_TEST_CASE(dilation_spreads_the_window) {
  // Three taps two apart cover cells 0, 2, 4: middle 2, in units of the stride before it (4): 8 pixels.
  auto const dilated = axis_geometry{4.0, 1.0}.behind_window(3, 1, 0, 2);
  BOOST_TEST(dilated.stride == 4.0);
  BOOST_TEST(dilated.offset == 9.0);
}

BOOST_AUTO_TEST_CASE(cell_at_undoes_centre) {
  axis_geometry const axis{16.0, 7.5};
  BOOST_TEST(axis.cell_at(axis.centre(3.0)) == 3.0);
  BOOST_TEST(axis.cell_at(15.5) == 0.5);  // halfway between the centres 7.5 and 23.5
}

BOOST_AUTO_TEST_CASE(cells_that_share_out_the_pixels_are_centred_in_their_shares) {
  auto const axis = axis_geometry::spread(14, 224);
  BOOST_TEST(axis.stride == 16.0);
  BOOST_TEST(axis.offset == 7.5);
  BOOST_TEST((axis_geometry::spread(224, 224) == axis_geometry{1.0, 0.0, 224}));
  // One cell for 5 pixels looks at pixel 2, the middle one.
  BOOST_TEST(axis_geometry::spread(1, 5).centre(0.0) == 2.0);
}

BOOST_AUTO_TEST_CASE(rows_and_columns_are_told_apart) {
  constexpr whence::tap_geometry wide{{1.0, 0.0}, {2.0, 0.5}};
  constexpr whence::tap_geometry tall{{2.0, 0.5}, {1.0, 0.0}};
  static_assert(wide == wide);
  BOOST_TEST(!(wide == tall));
}

BOOST_AUTO_TEST_CASE(the_inputs_extent_is_carried_through_windows) {
  whence::axis_geometry const image{1.0, 0.0, 224};
  BOOST_TEST(image.behind_window(3, 2, 1).pixels == 224u);
  BOOST_TEST(whence::axis_geometry::spread(14, 224).pixels == 224u);
  BOOST_TEST(whence::axis_geometry{}.pixels == 0u);  // not known
}

BOOST_AUTO_TEST_SUITE_END()
