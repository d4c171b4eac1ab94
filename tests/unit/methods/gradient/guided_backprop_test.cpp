// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/negated.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"

using whence::class_logit;
using whence::guided_backprop;
using whence::image_batch;
using whence::map_status;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<guided_backprop, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_guided_backprop)

static_assert(explains<toy_model<float>> && explains<whence::reference::network<double>>);
static_assert(explains<toy_model<double>, class_logit> && explains<whence::test::no_geometry>);
static_assert(!explains<whence::test::forward_only> && !explains<whence::test::no_backward> && !explains<int>);
static_assert(!explains<whence::test::no_rules> && !explains<whence::test::rules_but_no_image_tap>);
static_assert(!explains<toy_model<double>, int>);
static_assert(!std::invocable<guided_backprop const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::semiregular<guided_backprop> && std::is_empty_v<guided_backprop>);

BOOST_AUTO_TEST_CASE(gradients_pass_where_they_are_positive_and_the_relu_was_open) {
  // Open and positive, open and negative, closed and positive, closed and negative.
  auto const model = whence::test::weighing_network({2, -3, 4, -5});
  image_batch<double> const image = {{{{1, 1, -1, -1}}}};
  auto const answer = guided_backprop{}(model, image);
  BOOST_TEST((answer.values == image_batch<double>{{{{2, 0, 0, 0}}}}));
  BOOST_TEST(answer.scores(0) == -1);  // the forward pass is nobody's to change: 2 - 3
  BOOST_TEST(answer.classes(0) == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_passed_follows_the_layers_before_with_their_signs, T, value_types) {
  // dz_1/da = (-1, 3) / 4: the first map's is blocked, the second's 3/4 passes at -2 alone, and its layer turns the
  // sign. For class 0 both, 1/2 and 1/4, are positive, and nothing differs from the gradient.
  auto const model = hand_network<T>();
  auto const one = guided_backprop{}(model, hand_image<T>(), class_logit{1});
  BOOST_TEST((one.values == image_batch<T>{{{{T(0), T(-0.75)}, {T(0), T(0)}}}}));
  BOOST_TEST(one.scores(0) == T(0.5));
  auto const zero = guided_backprop{}(model, hand_image<T>());
  BOOST_TEST((zero.values == image_batch<T>{{{{T(0.5), T(-0.25)}, {T(0.5), T(0)}}}}));
}

BOOST_AUTO_TEST_CASE(the_classifiers_relus_follow_the_rule_too) {
  // x = (1, 1): both hidden units are open; of their gradients -1 and 2 the first is blocked: 2 (1, -2).
  auto const model = whence::test::classifier_network();
  BOOST_TEST((guided_backprop{}(model, image_batch<double>{{{{1, 1}}}}).values == image_batch<double>{{{{2, -4}}}}));
}

BOOST_AUTO_TEST_CASE(statuses_tell_an_image_of_which_nothing_passed_from_one_whose_logits_are_not_finite) {
  auto const model = whence::test::weighing_network({-2, -3});
  image_batch<double> images = {{{{1, 1}}}, {{{1, std::numeric_limits<double>::quiet_NaN()}}}};
  auto const answer = guided_backprop{}(model, images);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::all_zero, map_status::logits_not_finite}));
  // What speaks against it passes: 2 and 3.
  auto const against = guided_backprop{}(model, images, whence::negated{class_logit{0}});
  BOOST_TEST(against.values(0, 0, 0, 0) == 2);
  BOOST_TEST(against.values(0, 0, 0, 1) == 3);
  BOOST_TEST((against.status == std::vector<map_status>{map_status::meaningful, map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
