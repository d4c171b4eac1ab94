// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <limits>
#include <tuple>
#include <utility>
#include <whence/render/gray.hpp>
#include <whence/render/map_grid.hpp>

using whence::gray;
using whence::map_grid;

namespace {

/// 1 x 2 cells each.
whence::map_batch<double> const three_maps = {{{0, 1}}, {{1, 3}}, {{4, 2}}};

}  // namespace

BOOST_AUTO_TEST_SUITE(render_map_grid)

BOOST_AUTO_TEST_CASE(maps_stand_row_by_row_every_cell_a_block) {
  // Tiles of 2 x 4 pixels, two in a row, 1 between; the scale of all is 0 to 4.
  auto const grid = map_grid(three_maps, {.columns = 2, .longer_side = 4, .gap = 1}, gray{});
  BOOST_REQUIRE(grid.shape(0) == 5u);
  BOOST_REQUIRE(grid.shape(1) == 9u);
  int const expected[5][9] = {{0, 0, 64, 64, 255, 64, 64, 191, 191},
                              {0, 0, 64, 64, 255, 64, 64, 191, 191},
                              {255, 255, 255, 255, 255, 255, 255, 255, 255},
                              {255, 255, 128, 128, 255, 255, 255, 255, 255},
                              {255, 255, 128, 128, 255, 255, 255, 255, 255}};
  for (std::size_t y = 0; y != 5; ++y)
    for (std::size_t x = 0; x != 9; ++x) BOOST_TEST(int{grid(y, x, 0)} == expected[y][x], y << ", " << x);
}

BOOST_AUTO_TEST_CASE(each_map_can_have_a_scale_for_itself) {
  auto const grid = map_grid(three_maps, {.columns = 3, .longer_side = 2, .gap = 0, .together = false}, gray{});
  int const expected[6] = {0, 255, 0, 255, 255, 0};
  for (std::size_t x = 0; x != 6; ++x) BOOST_TEST(int{grid(0, x, 0)} == expected[x]);
}

BOOST_AUTO_TEST_CASE(smooth_maps_are_bilinear_between_the_centres_of_their_cells) {
  // Cell centres at pixels 1.5 and 5.5 of 8: pixel p shows (p - 1.5) / 4 of the way.
  whence::map_batch<double> const map = {{{0, 1}}};
  auto const grid = map_grid(map, {.longer_side = 8, .smooth = true}, gray{});
  int const expected[8] = {0, 0, 32, 96, 159, 223, 255, 255};  // 255 * .125, .375, .625, .875
  for (std::size_t x = 0; x != 8; ++x) BOOST_TEST(int{grid(0, x, 0)} == expected[x]);
}

BOOST_AUTO_TEST_CASE(a_map_without_meaning_is_hatched_and_does_not_count_for_the_others) {
  double const infinity = std::numeric_limits<double>::infinity();
  for (auto const& [a, b] : {std::pair{0.0, 0.0}, {50.0, 50.0}, {infinity, 1000.0}}) {
    for (bool const together : {true, false}) {
      whence::map_batch<double> const maps = {{{0, 1}}, {{a, b}}};
      auto const grid =
          map_grid(maps, {.columns = 1, .longer_side = 40, .gap = 0, .together = together}, whence::coolwarm{});
      auto const cold = whence::coolwarm{}(0), warm = whence::coolwarm{}(1);
      for (std::size_t c = 0; c != 3; ++c) {
        BOOST_TEST(int{grid(5, 5, c)} == int{cold[c]});
        BOOST_TEST(int{grid(5, 35, c)} == int{warm[c]});
      }
      for (std::size_t y = 20; y != 40; ++y)
        for (std::size_t x = 0; x != 40; ++x) BOOST_REQUIRE(grid(y, x, 0) == grid(y, x, 2));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_scale_by_which_nothing_can_be_seen_hatches_all) {
  whence::map_batch<double> const maps = {{{-1, -2}}, {{-3, -1}}};
  for (bool const together : {true, false}) {
    auto const grid = map_grid(maps, {.scale = whence::map_scale::by_maximum, .together = together});
    for (std::size_t i = 0; i != grid.size(); i += 3) BOOST_REQUIRE(grid.data()[i] == grid.data()[i + 2]);
  }
}

BOOST_AUTO_TEST_CASE(a_row_is_no_wider_than_there_are_maps) {
  auto const grid = map_grid(three_maps, {.columns = 100, .longer_side = 10, .gap = 2});
  BOOST_TEST(grid.shape(0) == 5u);
  BOOST_TEST(grid.shape(1) == 34u);
}

BOOST_AUTO_TEST_CASE(maps_larger_than_their_tiles_lose_cells_and_nothing_else) {
  whence::map_batch<float> maps = xt::zeros<float>({2, 30, 50});
  maps(0, 0, 0) = 1;
  maps(1, 29, 49) = 1;
  auto const grid = map_grid(maps, {.longer_side = 1, .gap = 0});
  BOOST_TEST(grid.shape(0) == 1u);
  BOOST_TEST(grid.shape(1) == 2u);
}

BOOST_AUTO_TEST_CASE(no_maps_and_rows_of_none_and_saturations_that_are_no_share_are_refused) {
  BOOST_CHECK_THROW(std::ignore = map_grid(whence::map_batch<double>({0, 2, 2})), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = map_grid(whence::map_batch<double>({2, 0, 2})), whence::shape_error);
  BOOST_CHECK_THROW(std::ignore = map_grid(three_maps, {.columns = 0}), whence::shape_error);
  for (double const saturation : {0.5, 1.5, std::numeric_limits<double>::quiet_NaN()})
    BOOST_CHECK_THROW(std::ignore = map_grid(three_maps, {.saturation = saturation}), whence::error);
}

BOOST_AUTO_TEST_SUITE_END()
