// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <optional>
#include <type_traits>
#include <vector>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/output.hpp>

using whence::map_status;
namespace detail = whence::detail;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

struct record_that_knows {
  whence::tap_geometry geometry() const { return {{2, 0.5}, {4, 1.5}}; }
};
struct record_that_may_know {
  std::optional<whence::tap_geometry> told;
  std::optional<whence::tap_geometry> const& geometry() const { return told; }
};
struct record_that_does_not {};
struct record_that_means_something_else {
  int geometry() const { return 3; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_detail_answer)

BOOST_AUTO_TEST_CASE(rectified_values_are_zero_where_they_were_negative) {
  whence::map_batch<double> maps = {{{1.5, -2.0}, {-0.0, 0.0}}};
  detail::rectify(maps);
  BOOST_TEST((maps == whence::map_batch<double>{{{1.5, 0.0}, {0.0, 0.0}}}));
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_is_never_rectified_away) {
  whence::map_batch<double> maps = {{{not_a_number, -not_a_number}, {-infinity, infinity}}};
  detail::rectify(maps);
  BOOST_TEST(std::isnan(maps(0, 0, 0)));
  BOOST_TEST(std::isnan(maps(0, 0, 1)));
  BOOST_TEST(maps(0, 1, 0) == -infinity);
  BOOST_TEST(maps(0, 1, 1) == infinity);
}

BOOST_AUTO_TEST_CASE(every_image_has_the_status_of_its_own_part_and_score) {
  whence::map_batch<double> const maps = {{{0, 0}}, {{3, 3}}, {{1, 2}}, {{1, not_a_number}}, {{1, 2}}};
  whence::tensor<double, 1> const scores = {1, 1, 1, 1, infinity};
  std::vector<map_status> const expected = {map_status::all_zero, map_status::constant, map_status::meaningful,
                                            map_status::not_finite, map_status::not_finite};
  BOOST_TEST((detail::statuses(maps, scores) == expected));
}

BOOST_AUTO_TEST_CASE(one_logit_that_is_not_finite_spoils_the_map_of_its_image_and_no_other) {
  whence::map_batch<double> const maps = {{{1, 2}}, {{1, 2}}, {{0, 0}}, {{1, not_a_number}}, {{1, not_a_number}}};
  whence::tensor<double, 1> const scores = {1, 1, 1, 1, 1};
  whence::logit_matrix<double> const logits = {{1, 2}, {1, infinity}, {-infinity, 1}, {not_a_number, 1}, {1, 2}};
  std::vector<map_status> const expected = {map_status::meaningful, map_status::logits_not_finite,
                                            map_status::logits_not_finite, map_status::logits_not_finite,
                                            map_status::not_finite};
  BOOST_TEST((detail::statuses(maps, scores, logits) == expected));
}

BOOST_AUTO_TEST_CASE(logits_whose_sum_is_too_large_are_finite_all_the_same) {
  double const most = std::numeric_limits<double>::max();
  whence::map_batch<double> const maps = {{{1, 2}}};
  BOOST_TEST((detail::statuses(maps, {1.0}, {{most, most}}).at(0) == map_status::meaningful));
}

BOOST_AUTO_TEST_CASE(no_images_have_no_status) {
  whence::map_batch<double> const none = whence::map_batch<double>::from_shape({0, 2, 2});
  BOOST_TEST(detail::statuses(none, whence::tensor<double, 1>::from_shape({0})).empty());
}

BOOST_AUTO_TEST_CASE(maps_know_their_scores_classes_status_and_place) {
  whence::logit_matrix<double> const logits = {{1, 5}, {7, 2}};
  auto const asked = whence::pin(logits, whence::class_logit{{1, 0}});
  whence::tap_geometry const place{{2, 0.5}, {2, 0.5}};
  auto const answer = detail::answer_maps<double>({{{1, 2}}, {{0, 0}}}, logits, asked, place);
  BOOST_TEST((answer.values == whence::map_batch<double>{{{1, 2}}, {{0, 0}}}));
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{5, 7}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{1, 0}));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful, map_status::all_zero}));
  BOOST_TEST((answer.geometry == place));
}

BOOST_AUTO_TEST_CASE(pixel_attributions_of_no_class_name_none) {
  whence::logit_matrix<float> const outputs = {{1.5F, 5.F}};
  auto const asked = whence::pin(outputs, whence::output{0});
  auto const answer = detail::answer_pixels<float>({{{{2.F, 2.F}}}}, outputs, asked);
  BOOST_TEST((answer.scores == whence::tensor<float, 1>{1.5F}));
  BOOST_TEST(answer.classes.size() == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::constant}));
}

BOOST_AUTO_TEST_CASE(geometry_is_told_by_records_that_know_it) {
  whence::tap_geometry const place{{2, 0.5}, {4, 1.5}};
  BOOST_TEST((detail::geometry_of(record_that_knows{}) == place));
  BOOST_TEST((detail::geometry_of(record_that_may_know{place}) == place));
  BOOST_TEST(!detail::geometry_of(record_that_may_know{}).has_value());
  BOOST_TEST(!detail::geometry_of(record_that_does_not{}).has_value());
  BOOST_TEST(!detail::geometry_of(record_that_means_something_else{}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
