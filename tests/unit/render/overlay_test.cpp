// SPDX-License-Identifier: BSD-3-Clause
#include "unit/render/made_up_maps.hpp"

#include <boost/test/unit_test.hpp>
#include <whence/render/overlay.hpp>

using whence::placement;

namespace {

whence::photo plain_photo(std::size_t height, std::size_t width) {
  whence::photo photo{whence::tensor<std::uint8_t, 3>({height, width, 3})};
  photo.pixels.fill(200);
  return photo;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(render_overlay)

BOOST_AUTO_TEST_CASE(the_hot_cell_is_reddest_where_it_looked) {
  // As in heatmap_test: at (29.5, 139.5). Coolwarm's ends at half opacity over 200.
  auto const picture =
      whence::overlay(plain_photo(100, 200), made_up::one_hot_cell(), placement::squash({100, 200}, {50, 50}));
  BOOST_TEST(int{picture(29, 139, 0)} == 190);  // (200 + 180) / 2
  BOOST_TEST(int{picture(29, 139, 1)} == 102);  // (200 + 4) / 2
  BOOST_TEST(int{picture(99, 0, 0)} == 130);    // (200 + 59) / 2 = 129.5
  BOOST_TEST(int{picture(99, 0, 2)} == 196);    // (200 + 192) / 2
}

BOOST_AUTO_TEST_CASE(what_the_network_did_not_see_is_dimmed_and_grey) {
  auto photo = plain_photo(100, 200);
  photo.pixels(50, 20, 0) = 0;  // a colour
  auto const picture = whence::overlay(photo, made_up::one_hot_cell(), placement::crop({100, 200}, 60, {50, 50}));
  BOOST_TEST(int{picture(50, 10, 0)} == 100);
  BOOST_TEST((picture(50, 20, 0) == picture(50, 20, 2)));
  BOOST_TEST(int{picture(50, 20, 0)} < 100);
}

BOOST_AUTO_TEST_CASE(opacity_zero_is_the_photo) {
  auto const photo = plain_photo(10, 10);
  BOOST_TEST((whence::overlay(photo, made_up::one_hot_cell(), placement::squash({10, 10}, {50, 50}), {},
                              {.alpha = 0.0}) == photo.pixels));
}

BOOST_AUTO_TEST_CASE(a_map_without_meaning_leaves_the_photo_under_stripes) {
  auto maps = made_up::one_hot_cell();
  maps.values.fill(0);
  maps.status = {whence::map_status::all_zero};
  auto const picture = whence::overlay(plain_photo(40, 40), maps, placement::squash({40, 40}, {50, 50}));
  bool striped = false, bare = false;
  for (auto const value : picture) (value == 200 ? bare : striped) = true;
  BOOST_TEST(striped);
  BOOST_TEST(bare);
}

BOOST_AUTO_TEST_CASE(a_placement_of_another_photo_is_refused) {
  BOOST_CHECK_THROW(std::ignore = whence::overlay(plain_photo(100, 200), made_up::one_hot_cell(),
                                                  placement::squash({200, 100}, {50, 50})),
                    whence::shape_error);
}

BOOST_AUTO_TEST_SUITE_END()
