// SPDX-License-Identifier: BSD-3-Clause
#include "unit/render/made_up_maps.hpp"

#include <boost/test/unit_test.hpp>
#include <whence/render/diverging.hpp>
#include <whence/render/explanation_panel.hpp>

using whence::placement;

namespace {

/// 100 x 200, black, and from column 100 on white.
whence::photo half_white() {
  whence::photo photo{whence::tensor<std::uint8_t, 3>({100, 200, 3})};
  for (std::size_t i = 0; i != photo.pixels.size(); ++i)
    photo.pixels.data()[i] = i / 3 % 200 < 100 ? std::uint8_t{0} : std::uint8_t{255};
  return photo;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_explanation_panel)

BOOST_AUTO_TEST_CASE(photo_and_map_stand_side_by_side_at_the_photos_proportions) {
  whence::panel_options const options{.longer_side = 200, .edge_side = 200, .margin = 10};
  auto const panel = whence::explanation_panel(half_white(), made_up::one_hot_cell(),
                                               placement::squash({100, 200}, {50, 50}), options);
  BOOST_TEST(panel.shape(0) == 100u);
  BOOST_TEST(panel.shape(1) == 410u);
  BOOST_TEST(int{panel(50, 20, 0)} == 0);                                            // the photo
  BOOST_TEST(int{panel(50, 180, 0)} == 255);                                         // as it is
  for (std::size_t x = 200; x != 210; ++x) BOOST_TEST(int{panel(50, x, 1)} == 255);  // the margin
  // Right half: the hot cell at (29.5, 139.5), coolwarm's red (180, 4, 38) at half opacity on white.
  BOOST_TEST(int{panel(29, 210 + 139, 0)} == 218);  // 217.5
  BOOST_TEST(int{panel(29, 210 + 139, 1)} == 130);  // 129.5
  BOOST_TEST(int{panel(29, 210 + 139, 2)} == 147);  // 146.5
  // The edge, column 99 at half opacity: 127.5 -> 128, and coolwarm's blue over it, (128 + 59) / 2 = 93.5.
  BOOST_TEST(int{panel(90, 210 + 99, 0)} == 94);
  // Beside it there is only the blue on white: (255 + 59) / 2.
  BOOST_TEST(int{panel(90, 210 + 90, 0)} == 157);
}

BOOST_AUTO_TEST_CASE(a_large_photo_is_shown_smaller_and_the_map_with_it) {
  whence::panel_options const options{.longer_side = 100, .margin = 0};
  auto const panel = whence::explanation_panel(half_white(), made_up::one_hot_cell(),
                                               placement::squash({100, 200}, {50, 50}), options);
  BOOST_TEST(panel.shape(0) == 50u);
  BOOST_TEST(panel.shape(1) == 200u);
  // Half of (29.5 + .5, 139.5 + .5) is the corner of pixels (14|15, 69|70).
  std::size_t row = 0, column = 0;
  for (std::size_t y = 0; y != 50; ++y)
    for (std::size_t x = 0; x != 100; ++x)
      if (panel(y, 100 + x, 1) < panel(row, 100 + column, 1)) {
        row = y;
        column = x;
      }
  BOOST_TEST((row == 14 || row == 15));
  BOOST_TEST((column == 69 || column == 70));
}

BOOST_AUTO_TEST_CASE(what_a_crop_cut_off_stays_white_but_for_its_edges) {
  whence::panel_options const options{.longer_side = 200, .margin = 0};
  auto const panel = whence::explanation_panel(half_white(), made_up::one_hot_cell(),
                                               placement::crop({100, 200}, 60, {50, 50}), options);
  BOOST_TEST(int{panel(50, 200 + 20, 0)} == 255);
  BOOST_TEST(int{panel(50, 200 + 180, 0)} == 255);
  BOOST_TEST(int{panel(50, 200 + 80, 0)} == 157);
}

BOOST_AUTO_TEST_CASE(another_colour_map_and_scale_can_be_chosen) {
  // Symmetric, the map's zeros are the middle: white on white.
  whence::panel_options const options{.scale = whence::map_scale::symmetric, .longer_side = 200, .margin = 0};
  auto const panel = whence::explanation_panel(half_white(), made_up::one_hot_cell(),
                                               placement::squash({100, 200}, {50, 50}), options, whence::diverging{});
  BOOST_TEST(int{panel(90, 200 + 20, 0)} == 255);
}

BOOST_AUTO_TEST_CASE(a_photo_that_the_placement_is_not_of_is_refused_with_both_sizes) {
  BOOST_CHECK_EXCEPTION(std::ignore = whence::explanation_panel(half_white(), made_up::one_hot_cell(),
                                                                placement::squash({200, 100}, {50, 50})),
                        whence::shape_error, [](whence::error const& e) { return e.got() == "100 x 200"; });
}

BOOST_AUTO_TEST_CASE(a_photo_as_thin_as_a_line_can_be_shown) {
  whence::photo line{whence::tensor<std::uint8_t, 3>({1, 3000, 3})};
  line.pixels.fill(9);
  auto const panel = whence::explanation_panel(line, made_up::one_hot_cell(), placement::squash({1, 3000}, {50, 50}));
  BOOST_TEST(panel.shape(0) == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
