// SPDX-License-Identifier: BSD-3-Clause
#include "unit/render/made_up_maps.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <whence/render/heatmap.hpp>

using whence::heatmap_of;
using whence::map_scale;
using whence::map_status;
using whence::placement;

namespace {

struct centre {
  double row = 0, column = 0;
};

/// Of what a heatmap shows, weighed by its values; unseen pixels weigh nothing.
centre centre_of(whence::heatmap const& heatmap) {
  double weight = 0, row = 0, column = 0;
  for (std::size_t y = 0; y != heatmap.values.shape(0); ++y)
    for (std::size_t x = 0; x != heatmap.values.shape(1); ++x) {
      double const value = heatmap.values(y, x);
      if (std::isnan(value)) continue;
      weight += value;
      row += value * static_cast<double>(y);
      column += value * static_cast<double>(x);
    }
  return {row / weight, column / weight};
}

bool all_nan(whence::heatmap const& heatmap) {
  return std::ranges::all_of(heatmap.values, [](float value) { return std::isnan(value); });
}

whence::tensor<double, 2> row_of(std::initializer_list<double> values) {
  whence::tensor<double, 2> map({1, values.size()});
  std::ranges::copy(values, map.begin());
  return map;
}

/// Cells that are pixels, of a photo of one row that the network saw as it is.
whence::heatmap shown(std::initializer_list<double> values, map_scale scale) {
  return heatmap_of(row_of(values), {}, placement::whole({1, values.size()}), scale);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_heatmap)

BOOST_AUTO_TEST_CASE(a_hot_cell_of_a_squashed_photo_lands_where_it_looked) {
  // Photo 100 x 200 in 50 x 50: input pixel (14.5, 34.5) is photo pixel (15 * 2 - .5, 35 * 4 - .5) = (29.5, 139.5). The
  // bilinear hill reaches one cell, 10 input pixels, to each side: 20 rows and 40 columns.
  auto const heatmap = heatmap_of(made_up::one_hot_cell(), placement::squash({100, 200}, {50, 50}));
  BOOST_TEST(heatmap.values.shape(0) == 100u);
  BOOST_TEST(heatmap.values.shape(1) == 200u);
  BOOST_TEST(centre_of(heatmap).row == 29.5, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(centre_of(heatmap).column == 139.5, boost::test_tools::tolerance(1e-6));
  for (std::size_t y : {29u, 30u})
    for (std::size_t x : {139u, 140u}) BOOST_TEST(heatmap.values(y, x) == 1, boost::test_tools::tolerance(1e-6f));
  BOOST_TEST(heatmap.values(9, 139) == 0);
  BOOST_TEST(heatmap.values(10, 139) > 0);
  BOOST_TEST(heatmap.values(29, 99) == 0);
  BOOST_TEST(heatmap.values(29, 100) > 0);
}

BOOST_AUTO_TEST_CASE(a_hot_cell_of_a_cropped_photo_lands_where_it_looked) {
  // Photo 100 x 200, shorter side to 60: 60 x 120, of which rows from 5 and columns from 35 are seen. Input pixel
  // (14.5, 34.5) has its centre at (15 + 5, 35 + 35) there, in the photo at 5/3 of that: (33.33, 116.67), which is
  // pixel (32.83, 116.17).
  auto const heatmap = heatmap_of(made_up::one_hot_cell(), placement::crop({100, 200}, 60, {50, 50}));
  BOOST_TEST(std::abs(centre_of(heatmap).row - (20 * 5 / 3.0 - 0.5)) < 0.1);
  BOOST_TEST(std::abs(centre_of(heatmap).column - (70 * 5 / 3.0 - 0.5)) < 0.1);
  BOOST_TEST(heatmap.values(33, 116) == 1);
}

BOOST_AUTO_TEST_CASE(what_a_crop_cut_off_has_no_value) {
  // As above: seen are the pixels with centres between 5 * 5/3 = 8.3 and 55 * 5/3 = 91.7, rows 8 to 91, and between
  // 35 * 5/3 = 58.3 and 85 * 5/3 = 141.7, columns 58 to 141.
  auto const heatmap = heatmap_of(made_up::one_hot_cell(), placement::crop({100, 200}, 60, {50, 50}));
  for (std::size_t y = 0; y != 100; ++y)
    for (std::size_t x = 0; x != 200; ++x) {
      bool const seen = y >= 8 && y <= 91 && x >= 58 && x <= 141;
      BOOST_REQUIRE_EQUAL(std::isnan(heatmap.values(y, x)), !seen);
    }
}

BOOST_AUTO_TEST_CASE(cells_are_drawn_where_their_geometry_says_not_evenly) {
  // Stride 32, first centre at pixel 0, as behind odd kernels with even strides: cell 1 looks at pixel 32, where even
  // cells would put it at 47.5.
  whence::tensor<double, 2> map = xt::zeros<double>({3, 3});
  map(1, 1) = 1;
  auto const heatmap = heatmap_of(map, {{32, 0}, {32, 0}}, placement::whole({96, 96}));
  BOOST_TEST(heatmap.values(32, 32) == 1);
  BOOST_TEST(heatmap.values(32, 48) == 0.5);
  BOOST_TEST(heatmap.values(47, 47) < 0.3);
}

BOOST_AUTO_TEST_CASE(each_scale_says_what_its_name_says) {
  auto const min_max = shown({-1, 0, 3}, map_scale::min_max).values;
  BOOST_TEST(min_max(0, 0) == 0);
  BOOST_TEST(min_max(0, 1) == 0.25);
  BOOST_TEST(min_max(0, 2) == 1);
  auto const by_maximum = shown({-1, 1.5, 3}, map_scale::by_maximum).values;
  BOOST_TEST(by_maximum(0, 0) == 0);
  BOOST_TEST(by_maximum(0, 1) == 0.5);
  BOOST_TEST(by_maximum(0, 2) == 1);
  auto const symmetric = shown({-4, 0, 2}, map_scale::symmetric).values;
  BOOST_TEST(symmetric(0, 0) == 0);
  BOOST_TEST(symmetric(0, 1) == 0.5);
  BOOST_TEST(symmetric(0, 2) == 0.75);  // .5 + 2 / 4 / 2
}

BOOST_AUTO_TEST_CASE(only_what_is_shown_sets_the_scale) {
  // Of four columns the network saw the middle two stretched over the whole input of 2: cells 0 and 1 show, nothing
  // else, so that they are the least and the greatest.
  auto const heatmap = heatmap_of(row_of({5, 7, 100}), {{1, 0}, {1, 0}},
                                  placement::crop({1, 4}, whence::photo_rectangle{0, 1, 1, 2}, {1, 2}));
  BOOST_TEST(std::isnan(heatmap.values(0, 0)));
  BOOST_TEST(heatmap.values(0, 1) == 0);
  BOOST_TEST(heatmap.values(0, 2) == 1);
  BOOST_TEST(std::isnan(heatmap.values(0, 3)));
}

BOOST_AUTO_TEST_CASE(a_map_that_says_nothing_has_no_values_and_says_why) {
  double const nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  for (auto const& [heatmap, status] : {std::pair{shown({0, 0}, map_scale::min_max), map_status::all_zero},
                                        {shown({2, 2}, map_scale::min_max), map_status::constant},
                                        {shown({1, nan}, map_scale::min_max), map_status::not_finite},
                                        {shown({1, -infinity}, map_scale::symmetric), map_status::not_finite},
                                        {shown({-1, -2}, map_scale::by_maximum), map_status::all_zero}}) {
    BOOST_TEST((heatmap.status == status), whence::to_text(heatmap.status));
    BOOST_TEST(all_nan(heatmap));
  }
}

BOOST_AUTO_TEST_CASE(a_finite_map_has_a_value_wherever_the_network_looked_however_large_its_numbers) {
  whence::tensor<float, 2> const map = {{-3e38F, 3e38F}, {3e38F, -3e38F}};
  for (auto const scale : {map_scale::min_max, map_scale::by_maximum, map_scale::symmetric}) {
    auto const heatmap = heatmap_of(map, {{1, 0}, {1, 0}}, placement::squash({9, 9}, {2, 2}), scale);
    BOOST_TEST((heatmap.status == map_status::meaningful));
    for (float const value : heatmap.values) BOOST_TEST((value >= 0 && value <= 1));
    BOOST_TEST(heatmap.values(0, 0) == 0);
    BOOST_TEST(heatmap.values(0, 8) == 1);
  }
}

BOOST_AUTO_TEST_CASE(the_attributions_own_verdict_counts_too) {
  auto maps = made_up::one_hot_cell();
  maps.status = {map_status::not_finite};  // its score was
  auto const heatmap = heatmap_of(maps, placement::squash({10, 10}, {50, 50}));
  BOOST_TEST((heatmap.status == map_status::not_finite));
  BOOST_TEST(all_nan(heatmap));
}

BOOST_AUTO_TEST_CASE(a_saturation_that_is_no_share_is_refused) {
  auto const at = placement::whole({50, 50});
  for (double const saturation : {0.0, 0.5, 1.01, std::numeric_limits<double>::quiet_NaN()})
    BOOST_CHECK_THROW(std::ignore = heatmap_of(made_up::one_hot_cell(), at, {.saturation = saturation}), whence::error);
}

BOOST_AUTO_TEST_CASE(any_image_of_a_batch_can_be_shown) {
  auto maps = made_up::one_hot_cell();
  whence::map_batch<double> two = xt::zeros<double>({2, 5, 5});
  two(0, 0, 0) = 1;
  two(1, 4, 4) = 1;
  maps.values = two;
  maps.status = {map_status::meaningful, map_status::meaningful};
  auto const at = placement::whole({50, 50});
  BOOST_TEST(heatmap_of(maps, at).values(0, 0) == 1);
  BOOST_TEST(heatmap_of(maps, at, {.image = 1}).values(0, 0) == 0);
  BOOST_TEST(heatmap_of(maps, at, {.image = 1}).values(49, 49) == 1);
  BOOST_CHECK_EXCEPTION(std::ignore = heatmap_of(maps, at, {.image = 2}), whence::shape_error,
                        [](whence::error const& e) { return e.expected() == "an image below 2" && e.got() == "2"; });
}

BOOST_AUTO_TEST_CASE(class_maps_without_geometry_are_refused_with_the_remedy) {
  auto maps = made_up::one_hot_cell();
  maps.geometry.reset();
  BOOST_CHECK_EXCEPTION(std::ignore = heatmap_of(maps, placement::whole({50, 50})), whence::unknown_geometry_error,
                        [](whence::error const& e) {
                          return std::string(e.what()).find("axis_geometry::spread(h, H)") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_CASE(pixel_attributions_are_summed_over_channels_with_zero_in_the_middle) {
  whence::pixel_attributions<float> pixels;
  pixels.values = xt::zeros<float>({1, 2, 1, 3});
  pixels.values(0, 0, 0, 0) = 3;
  pixels.values(0, 1, 0, 0) = 1;  // together 4
  pixels.values(0, 0, 0, 1) = 1;
  pixels.values(0, 1, 0, 1) = -3;  // together -2
  pixels.status = {map_status::meaningful};
  auto const heatmap = heatmap_of(pixels, placement::whole({1, 3}));
  BOOST_TEST(heatmap.values(0, 0) == 1);
  BOOST_TEST(heatmap.values(0, 1) == 0.25);
  BOOST_TEST(heatmap.values(0, 2) == 0.5);
  BOOST_TEST(heatmap_of(pixels, placement::whole({1, 3}), {.scale = map_scale::min_max}).values(0, 1) == 0);
  BOOST_CHECK_THROW(std::ignore = heatmap_of(pixels, placement::squash({1, 3}, {1, 4})), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(a_placement_of_another_input_is_refused_with_both_sizes) {
  auto const maps = made_up::one_hot_cell();  // of an input of 50 x 50
  try {
    (void)heatmap_of(maps, placement::squash({100, 200}, {50, 64}));
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.expected() == "the placement of the input that the maps are of, 50 x 50");
    BOOST_TEST(complaint.got() == "50 x 64");
  }
}

BOOST_AUTO_TEST_SUITE_END()
