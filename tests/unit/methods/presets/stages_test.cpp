// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <whence/core/shape_error.hpp>
#include <whence/core/unknown_geometry_error.hpp>
#include <whence/methods/presets/article/stages.hpp>
#include <whence/methods/presets/captum/stages.hpp>
#include <whence/methods/presets/paper/stages.hpp>
#include <whence/methods/presets/pytorch_grad_cam/stages.hpp>
#include <whence/methods/presets/torch_cam/stages.hpp>

#include "support/numbers.hpp"

namespace presets = whence::presets;
using whence::class_maps;
using whence::map_batch;
using whence::test::error_of_maximum;

namespace {

using value_types = std::tuple<double, float>;

/// Maps whose cells look at every second pixel, from the first one on.
template <class T>
class_maps<T> maps_of(map_batch<T> values) {
  class_maps<T> answer;
  answer.geometry = whence::tap_geometry{{2.0, 0.0, 0}, {2.0, 0.0, 0}};
  answer.values = std::move(values);
  return answer;
}

template <class T>
constexpr double rounding = std::same_as<T, float> ? 1e-6 : 2e-7;  // of double: the peers' 1e-7 beside 1, twice

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_presets_stages)

// -2 and 4 over four pixels, evenly: their centres lie at 1/2 and 5/2, so that pixels are at -1/4, 1/4, 3/4, 5/4 cells.

BOOST_AUTO_TEST_CASE_TEMPLATE(the_articles_clip_and_resize, T, value_types) {
  auto const got = presets::article::stages{}(maps_of<T>({{{-2, 4}}}), {1, 4});
  BOOST_TEST((got == map_batch<T>{{{0, 1, 3, 4}}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_papers_put_every_cell_where_it_looks, T, value_types) {
  // At 0, 1/2, 1 and beyond the last cell.
  auto const got = presets::paper::stages{}(maps_of<T>({{{-2, 4}}}), {1, 4});
  BOOST_TEST((got == map_batch<T>{{{0, 2, 4, 4}}}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(captums_keep_signs_and_draw_blocks, T, value_types) {
  presets::captum::stages const stages;
  BOOST_TEST((stages(maps_of<T>({{{-2, 4}}}), {1, 4}) == map_batch<T>{{{-2, -2, 4, 4}}}));
  // Three pixels of two cells: floor(0), floor(2/3), floor(4/3).
  BOOST_TEST((stages(maps_of<T>({{{-2, 4}}}), {1, 3}) == map_batch<T>{{{-2, -2, 4}}}));
  map_batch<T> const both = {{{1, 1}, {1, 1}, {2, 2}}, {{3, 3}, {3, 3}, {4, 4}}};
  BOOST_TEST((stages(maps_of<T>({{{1}, {2}}, {{3}, {4}}}), {3, 2}) == both));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pytorch_grad_cams_stretch_before_and_behind_the_resizing, T, value_types) {
  // (-1 1 5 1) less nothing, over 5: (0 1/5 1 1/5), at -1/4, 1/4, ..., 13/4: (0, 1/20, 3/20, 2/5, 4/5, 4/5, 2/5, 1/5);
  // the largest is 4/5.
  auto const got = presets::pytorch_grad_cam::stages{}(maps_of<T>({{{-1, 1, 5, 1}}}), {1, 8});
  map_batch<double> const expected = {{{0, 1. / 16, 3. / 16, 1. / 2, 1, 1, 1. / 2, 1. / 4}}};
  BOOST_TEST(error_of_maximum(got, expected) < rounding<T>);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(torch_cams_stretch_and_leave_the_resizing_to_others, T, value_types) {
  auto const got = presets::torch_cam::stages{}(maps_of<T>({{{-1, 1, 5, 1}}}));
  BOOST_TEST(error_of_maximum(got, map_batch<double>{{{0, 0.2, 1, 0.2}}}) < rounding<T>);
}

BOOST_AUTO_TEST_CASE(images_are_stretched_each_by_itself) {
  auto const answer = maps_of<double>({{{1, 3}}, {{0, 10}}});
  map_batch<double> const expected = {{{0, 1}}, {{0, 1}}};
  BOOST_TEST(error_of_maximum(presets::torch_cam::stages{}(answer), expected) < 1e-8);
  BOOST_TEST(error_of_maximum(presets::pytorch_grad_cam::stages{}(answer, {1, 2}), expected) < rounding<double>);
}

BOOST_AUTO_TEST_CASE(small_maps_are_hidden_by_what_is_added_to_the_maximum) {
  // 1e-7 / (1e-7 + 1e-8) = 10/11; and 1e-9 / (1e-9 + 1e-7) = 1/101, then (1/101) / (1/101 + 1e-7).
  auto const small = presets::torch_cam::stages{}(maps_of<double>({{{0, 1e-7}}}));
  BOOST_TEST(small(0, 0, 1) == 10.0 / 11, boost::test_tools::tolerance(1e-9));
  auto const smaller = presets::pytorch_grad_cam::stages{}(maps_of<double>({{{0, 1e-9}}}), {1, 2});
  BOOST_TEST(smaller(0, 0, 1) == 1 / (1 + 101e-7), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_map_that_is_the_same_everywhere_is_zeros_to_those_who_stretch) {
  auto const answer = maps_of<double>({{{3, 3}}});
  map_batch<double> const nothing = {{{0, 0}}};
  BOOST_TEST((presets::pytorch_grad_cam::stages{}(answer, {1, 2}) == nothing));
  BOOST_TEST((presets::torch_cam::stages{}(answer) == nothing));
  BOOST_TEST((presets::article::stages{}(answer, {1, 2}) == answer.values));
  BOOST_TEST((presets::paper::stages{}(answer, {1, 2}) == answer.values));
  BOOST_TEST((presets::captum::stages{}(answer, {1, 2}) == answer.values));
}

BOOST_AUTO_TEST_CASE(a_value_that_is_no_number_makes_none_of_a_stretched_map) {
  auto const spoilt = [](double value) { return std::isnan(value); };
  for (std::size_t const place : {0u, 1u, 2u}) {
    auto answer = maps_of<double>({{{1, 2, 3}}});
    answer.values(0, 0, place) = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(std::ranges::all_of(presets::torch_cam::stages{}(answer), spoilt));
    BOOST_TEST(std::ranges::all_of(presets::pytorch_grad_cam::stages{}(answer, {1, 3}), spoilt));
  }
}

BOOST_AUTO_TEST_CASE(maps_without_cells_and_maps_without_a_place_are_refused) {
  auto const empty = maps_of<double>(map_batch<double>({1, 0, 3}));
  BOOST_CHECK_THROW((void)presets::article::stages{}(empty, {4, 4}), whence::shape_error);
  BOOST_CHECK_THROW((void)presets::captum::stages{}(empty, {4, 4}), whence::shape_error);
  BOOST_CHECK_THROW((void)presets::paper::stages{}(empty, {4, 4}), whence::shape_error);
  BOOST_CHECK_THROW((void)presets::pytorch_grad_cam::stages{}(empty, {4, 4}), whence::shape_error);
  auto nowhere = maps_of<double>({{{1, 2}}});
  nowhere.geometry.reset();
  BOOST_CHECK_THROW((void)presets::paper::stages{}(nowhere, {4, 4}), whence::unknown_geometry_error);
  BOOST_TEST((presets::article::stages{}(nowhere, {1, 2}) == nowhere.values));
}

BOOST_AUTO_TEST_SUITE_END()
