// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"

using whence::class_logit;
using whence::deconvnet;
using whence::image_batch;
using whence::map_status;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<deconvnet, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_deconvnet)

static_assert(explains<toy_model<float>> && explains<whence::reference::network<double>>);
static_assert(explains<toy_model<double>, class_logit> && explains<whence::test::no_geometry>);
static_assert(!explains<whence::test::forward_only> && !explains<whence::test::no_backward> && !explains<int>);
static_assert(!explains<whence::test::no_rules> && !explains<whence::test::rules_but_no_image_tap>);
static_assert(!std::invocable<deconvnet const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::semiregular<deconvnet> && std::is_empty_v<deconvnet>);

BOOST_AUTO_TEST_CASE(gradients_pass_where_they_are_positive_whether_the_relu_was_open_or_not) {
  // Open and positive, open and negative, closed and positive, closed and negative.
  auto const model = whence::test::weighing_network({2, -3, 4, -5});
  image_batch<double> const image = {{{{1, 1, -1, -1}}}};
  auto const answer = deconvnet{}(model, image);
  BOOST_TEST((answer.values == image_batch<double>{{{{2, 0, 4, 0}}}}));
  BOOST_TEST(answer.scores(0) == -1);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(behind_averaged_maps_it_says_the_same_of_every_pixel, T, value_types) {
  // dz_0/da = (2, 1) / 4 passes everywhere: 1/2 - 1/4. Of (-1, 3) / 4 the second does: -3/4.
  auto const model = hand_network<T>();
  image_batch<T> const images = {{{{T(1), T(-2)}, {T(3), T(0)}}}, {{{T(1), T(-2)}, {T(3), T(0)}}}};
  auto const answer = deconvnet{}(model, images, class_logit{{0, 1}});
  image_batch<T> const expected = {{{{T(0.25), T(0.25)}, {T(0.25), T(0.25)}}},
                                   {{{T(-0.75), T(-0.75)}, {T(-0.75), T(-0.75)}}}};
  BOOST_TEST((answer.values == expected));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::constant, map_status::constant}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{0, 1}));
  BOOST_TEST((answer.scores == whence::tensor<T, 1>{T(3), T(0.5)}));
}

BOOST_AUTO_TEST_CASE(the_classifiers_relus_follow_the_rule_too) {
  // x = (1, 3): h = (4, -2), of which the second is closed. Gradients -1 and 2: the second passes all the same, and the
  // first does not: 2 (1, -2).
  auto const model = whence::test::classifier_network();
  BOOST_TEST((deconvnet{}(model, image_batch<double>{{{{1, 3}}}}).values == image_batch<double>{{{{2, -4}}}}));
}

BOOST_AUTO_TEST_SUITE_END()
