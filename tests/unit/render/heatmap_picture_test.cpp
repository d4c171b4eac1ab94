// SPDX-License-Identifier: BSD-3-Clause
#include "unit/render/made_up_maps.hpp"

#include <boost/test/unit_test.hpp>
#include <whence/render/gray.hpp>
#include <whence/render/heatmap_picture.hpp>

using whence::placement;

BOOST_AUTO_TEST_SUITE(render_heatmap_picture)

BOOST_AUTO_TEST_CASE(without_a_photo_the_map_is_drawn_at_any_size) {
  auto const maps = made_up::one_hot_cell();
  auto const as_seen = whence::heatmap_picture(whence::heatmap_of(maps, placement::whole({50, 50})), whence::gray{});
  BOOST_TEST(as_seen.shape(0) == 50u);
  BOOST_TEST(int{as_seen(14, 34, 0)} == 255);
  BOOST_TEST(int{as_seen(14, 20, 0)} == 0);
  auto const larger =
      whence::heatmap_picture(whence::heatmap_of(maps, placement::squash({100, 200}, {50, 50})), whence::gray{});
  BOOST_TEST(larger.shape(1) == 200u);
  BOOST_TEST(int{larger(29, 139, 0)} == 255);
}

BOOST_AUTO_TEST_CASE(a_chequerboard_stands_where_nobody_looked) {
  auto const picture = whence::heatmap_picture(
      whence::heatmap_of(made_up::one_hot_cell(), placement::crop({100, 200}, 60, {50, 50})), whence::gray{});
  BOOST_TEST(int{picture(0, 0, 0)} != int{picture(0, 8, 0)});
  BOOST_TEST((picture(0, 0, 0) == picture(8, 8, 0)));
  BOOST_TEST((picture(0, 0, 0) == picture(0, 0, 2)));
}

BOOST_AUTO_TEST_CASE(a_map_without_meaning_has_no_colour_at_all) {
  auto maps = made_up::one_hot_cell();
  maps.status = {whence::map_status::constant};
  auto const picture = whence::heatmap_picture(whence::heatmap_of(maps, placement::whole({50, 50})));
  for (std::size_t i = 0; i != picture.size(); i += 3)
    BOOST_REQUIRE(picture.data()[i] == picture.data()[i + 1] && picture.data()[i] == picture.data()[i + 2]);
}

BOOST_AUTO_TEST_SUITE_END()
