// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <whence/core/signed_maps.hpp>

BOOST_AUTO_TEST_SUITE(core_signed_maps)

BOOST_AUTO_TEST_CASE(class_maps_come_as_they_are) {
  whence::class_maps<float> answer;
  answer.values = {{{1.0F, -2.0F}}, {{3.0F, 4.0F}}};  // (2, 1, 2)
  auto const maps = whence::signed_maps(answer);
  static_assert(std::same_as<decltype(maps), whence::map_batch<float> const>);
  BOOST_TEST((maps == answer.values));
}

BOOST_AUTO_TEST_CASE(pixel_attributions_are_summed_over_the_channels_with_their_signs) {
  // Two images of three channels, one row, two columns.
  whence::pixel_attributions<double> answer;
  answer.values = {{{{1.0, -1.0}}, {{2.0, 5.0}}, {{-4.0, 0.5}}}, {{{0.0, 1.0}}, {{0.0, 1.0}}, {{0.0, 1.0}}}};
  auto const maps = whence::signed_maps(answer);
  static_assert(std::same_as<decltype(maps), whence::map_batch<double> const>);
  // 1 + 2 - 4 = -1 and -1 + 5 + .5 = 4.5; then 0 and 3.
  whence::map_batch<double> const expected = {{{-1.0, 4.5}}, {{0.0, 3.0}}};
  BOOST_TEST((maps == expected));
}

BOOST_AUTO_TEST_CASE(float_attributions_give_float_maps) {
  whence::pixel_attributions<float> answer;
  answer.values = {{{{0.5F}}, {{-0.25F}}}};  // (1, 2, 1, 1)
  auto const maps = whence::signed_maps(answer);
  static_assert(std::same_as<decltype(maps), whence::map_batch<float> const>);
  BOOST_TEST(maps(0, 0, 0) == 0.25F);
}

BOOST_AUTO_TEST_SUITE_END()
