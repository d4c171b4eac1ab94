// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::image_batch;
using whence::map_status;
using whence::saliency;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<saliency, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_saliency)

static_assert(explains<toy_model<float>> && explains<toy_model<double>, class_logit>);
static_assert(explains<whence::reference::network<float>> && explains<whence::test::no_rules>);
static_assert(!explains<whence::test::no_image_tap> && !explains<int> && !explains<toy_model<double>, int>);
static_assert(!std::invocable<saliency const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::semiregular<saliency> && std::is_empty_v<saliency>);

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_the_size_of_the_slope_whichever_way_it_goes, T, value_types) {
  // The gradient of class 1 is (-1/4 -3/4; -1/4 0).
  auto const answer = saliency{}(hand_network<T>(), hand_image<T>(), class_logit{1});
  BOOST_TEST((answer.values == image_batch<T>{{{{T(0.25), T(0.75)}, {T(0.25), T(0)}}}}));
  BOOST_TEST(answer.scores(0) == T(0.5));
  BOOST_TEST(answer.classes(0) == 1);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(it_is_the_input_gradients_absolute_value_to_the_bit) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 4);
  auto expected = whence::input_gradient{}(model, images).values;
  for (double& value : expected.storage()) value = std::abs(value);
  BOOST_TEST((saliency{}(model, images).values == expected));
}

BOOST_AUTO_TEST_CASE(slopes_of_one_size_and_both_signs_are_the_same_everywhere) {
  // x = (1, 3): dy/dx = (-1, -1), see input_gradient's test. Its size is constant, and so it says.
  auto const model = whence::test::classifier_network();
  auto const answer = saliency{}(model, image_batch<double>{{{{1, 3}}}});
  BOOST_TEST((answer.values == image_batch<double>{{{{1, 1}}}}));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::constant}));
}

BOOST_AUTO_TEST_CASE(it_costs_one_forward_pass_and_one_backward_pass) {
  whence::test::counting_model const model{hand_network<double>()};
  static_cast<void>(saliency{}(model, hand_image<double>()));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.record = 1, .backward = 1}));
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const answer = saliency{}(hand_network<double>(nan), hand_image<double>(), class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
