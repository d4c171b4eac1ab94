// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <vector>
#include <whence/concepts/attribution.hpp>
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

/// A third kind of attribution, of somebody else's.
struct doubled_maps {
  using value_type = double;
  whence::map_batch<double> values;
  whence::tensor<double, 1> scores;
  whence::tensor<std::size_t, 1> classes;
  std::vector<whence::map_status> status;
  [[nodiscard]] whence::map_batch<double> signed_maps() const { return values * 2.0; }
};
static_assert(whence::attribution<doubled_maps>);

BOOST_AUTO_TEST_CASE(another_kind_of_attribution_answers_by_a_member) {
  doubled_maps const answer{{{{1.0, -2.0}}}, {1.0}, {}, {whence::map_status::meaningful}};
  BOOST_TEST((whence::signed_maps(answer) == whence::map_batch<double>{{{2.0, -4.0}}}));
}

BOOST_AUTO_TEST_SUITE_END()
