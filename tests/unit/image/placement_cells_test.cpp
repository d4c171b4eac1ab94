// SPDX-License-Identifier: BSD-3-Clause
// The way of a pixel: photo -> input, by the placement -> cell, by the tap's geometry.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <whence/core/tap_geometry.hpp>
#include <whence/image/placement.hpp>
#include <whence/render/heatmap.hpp>

using whence::placement;

namespace {

/// Seven cells a side of a 224 x 224 input. As a residual network's: odd kernels in even strides centre cell i on pixel
/// 32 i, not amid its share of the input, 32 i + 15.5.
constexpr whence::axis_geometry residual_axis{32.0, 0.0, 224};
constexpr whence::tap_geometry residual{residual_axis, residual_axis};

double row_of_cells(placement const& at, double photo_row) {
  return residual.rows.cell_at(at.rows.input_pixel(photo_row));
}

double column_of_cells(placement const& at, double photo_column) {
  return residual.columns.cell_at(at.columns.input_pixel(photo_column));
}

whence::heatmap of_hot_cell(std::size_t row, std::size_t column, placement const& at) {
  whence::tensor<float, 2> map({7, 7});
  map.fill(0);
  map(row, column) = 1;
  return whence::heatmap_of(map, residual, at);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_placement_cells)

BOOST_AUTO_TEST_CASE(seen_whole_a_pixel_is_its_own_input_pixel) {
  auto const at = placement::whole({224, 224});
  BOOST_TEST(row_of_cells(at, 64) == 2.0);
  BOOST_TEST(column_of_cells(at, 80) == 2.5);
  // Of cells that share the input evenly, the centres are 7.5, 23.5 ...
  constexpr auto even = whence::axis_geometry::spread(14, 224);
  BOOST_TEST(even.cell_at(at.rows.input_pixel(23.5)) == 1.0);
  BOOST_TEST(of_hot_cell(2, 1, at).values(64, 32) == 1.0f);
}

BOOST_AUTO_TEST_CASE(squashed_a_pixel_moves_by_two_scales) {
  // 672 x 1120: an input pixel covers 3 rows and 5 columns. Row 97 is the middle one of 96, 97, 98, input row 32;
  // column 322 of 320 ... 324, input column 64.
  auto const at = placement::squash({672, 1120}, {224, 224});
  BOOST_TEST(row_of_cells(at, 97) == 1.0);
  BOOST_TEST(column_of_cells(at, 322) == 2.0);
  BOOST_TEST(of_hot_cell(1, 2, at).values(97, 322) == 1.0f);
  // Half as large, the same place is between rows: (97.5 / 2) - .5 = 48.25.
  BOOST_TEST(row_of_cells(at.on_photo_of({336, 560}), 48.25) == 1.0);
}

BOOST_AUTO_TEST_CASE(cropped_a_pixel_is_counted_from_the_edge_of_what_was_seen) {
  // 768 x 1152 shrinks to 256 x 384, of which 224 x 224 begin at 16 and 80: in the photo, at 48 and 240. Row 145 is 97
  // below, column 337 as much to the right: input pixel 32 both.
  auto const at = placement::crop({768, 1152}, 256, {224, 224});
  BOOST_TEST(row_of_cells(at, 145) == 1.0);
  BOOST_TEST(column_of_cells(at, 337) == 1.0);
  auto const heatmap = of_hot_cell(1, 1, at);
  BOOST_TEST(heatmap.values(145, 337) == 1.0f);
  // 224 * 3 = 672 columns were seen, to 911.
  BOOST_TEST(std::isnan(heatmap.values(145, 239)));
  BOOST_TEST(!std::isnan(heatmap.values(145, 240)));
  BOOST_TEST(!std::isnan(heatmap.values(145, 911)));
  BOOST_TEST(std::isnan(heatmap.values(145, 912)));
}

BOOST_AUTO_TEST_CASE(between_bars_a_pixel_is_counted_from_beyond_the_photo) {
  // 336 x 672 in the middle of a square, a third as large: bars of 56 input rows, 168 rows of the photo. Row 121 is 289
  // below the input's edge, input row 96; column 97 is input column 32.
  auto const at = placement::crop({336, 672}, whence::photo_rectangle{-168, 0, 672, 672}, {224, 224});
  BOOST_TEST(row_of_cells(at, 121) == 3.0);
  BOOST_TEST(column_of_cells(at, 97) == 1.0);
  BOOST_TEST(at.rows.photo_pixel(0) == -167.0);
  for (std::size_t row : {0u, 1u, 335u}) BOOST_TEST(at.sees(row, 0));
  auto const heatmap = of_hot_cell(3, 1, at);
  BOOST_TEST(heatmap.values(121, 97) == 1.0f);
  for (float const value : heatmap.values) BOOST_TEST(!std::isnan(value));
  // A third as large the photo is drawn pixel by pixel.
  auto const small = at.on_photo_of({112, 224});
  BOOST_TEST(small.rows.input_pixel(40) == 96.0);
  BOOST_TEST(small.columns.input_pixel(32) == 32.0);
}

BOOST_AUTO_TEST_CASE(what_is_hot_in_a_bar_alone_is_nowhere_in_the_photo) {
  auto const at = placement::crop({336, 672}, whence::photo_rectangle{-168, 0, 672, 672}, {224, 224});
  BOOST_TEST((of_hot_cell(0, 1, at).status != whence::map_status::meaningful));
}

BOOST_AUTO_TEST_SUITE_END()
