// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/concepts/attribution.hpp>
#include <whence/core/path_attributions.hpp>
#include <whence/core/signed_maps.hpp>
#include <whence/render/heatmap.hpp>

using whence::path_attributions;

BOOST_AUTO_TEST_SUITE(core_path_attributions)

static_assert(whence::attribution<path_attributions<float>> && whence::attribution<path_attributions<double>>);

BOOST_AUTO_TEST_CASE(a_new_one_is_empty) {
  path_attributions<double> const answer;
  BOOST_TEST(answer.values.size() == 0u);
  BOOST_TEST(answer.completeness_gap.size() == 0u);
}

BOOST_AUTO_TEST_CASE(its_map_is_summed_over_the_channels_and_drawn_like_that_of_pixel_attributions) {
  path_attributions<float> const answer{
      {{{{{1, -2}}, {{3, 5}}}}, {7}, {std::size_t{0}}, {whence::map_status::meaningful}}, {0}};
  BOOST_TEST((whence::signed_maps(answer) == whence::map_batch<float>{{{4, 3}}}));
  auto const placed = whence::placement::whole({1, 2});
  whence::pixel_attributions<float> const& plain = answer;
  BOOST_TEST((whence::heatmap_of(answer, placed).values == whence::heatmap_of(plain, placed).values));
}

BOOST_AUTO_TEST_SUITE_END()
