// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/gradient/input_x_gradient.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::image_batch;
using whence::input_x_gradient;
using whence::map_status;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<input_x_gradient, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_input_x_gradient)

static_assert(explains<toy_model<float>> && explains<toy_model<double>, class_logit>);
static_assert(explains<whence::reference::network<float>> && explains<whence::test::no_rules>);
static_assert(!explains<whence::test::no_image_tap> && !explains<int> && !explains<toy_model<double>, int>);
static_assert(!std::invocable<input_x_gradient const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::semiregular<input_x_gradient> && std::is_empty_v<input_x_gradient>);

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_the_pixel_times_its_slope, T, value_types) {
  // x = (1 -2; 3 0), slopes (1/2 -1/4; 1/2 0).
  auto const answer = input_x_gradient{}(hand_network<T>(), hand_image<T>());
  BOOST_TEST((answer.values == image_batch<T>{{{{T(0.5), T(0.5)}, {T(1.5), T(0)}}}}));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(without_offsets_it_adds_up_to_the_score) {
  // A network of nothing but weights, ReLUs and means is as many times larger as its image is, so that x * dy/dx = y
  // (Euler). The offset 1/2 of class 0 is left over, class 1 has none.
  auto const model = hand_network<double>();
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 5, 4}, 7);
  for (std::size_t const which : {std::size_t{0}, std::size_t{1}}) {
    auto const answer = input_x_gradient{}(model, images, class_logit{which});
    double const sum = xt::sum(answer.values)();
    BOOST_TEST(std::abs(sum - (answer.scores(0) - (which == 0 ? 0.5 : 0.0))) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(it_is_the_input_gradient_times_the_image_to_the_bit) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 4);
  image_batch<double> const expected = whence::input_gradient{}(model, images).values * images;
  BOOST_TEST((input_x_gradient{}(model, images).values == expected));
}

BOOST_AUTO_TEST_CASE(of_a_black_image_it_is_zero_whatever_the_slopes) {
  auto const answer = input_x_gradient{}(whence::test::classifier_network(), image_batch<double>{{{{0, 0}}}});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::all_zero}));
}

BOOST_AUTO_TEST_CASE(it_costs_one_forward_pass_and_one_backward_pass) {
  whence::test::counting_model const model{hand_network<double>()};
  static_cast<void>(input_x_gradient{}(model, hand_image<double>()));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.record = 1, .backward = 1}));
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const answer = input_x_gradient{}(hand_network<double>(nan), hand_image<double>(), class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
