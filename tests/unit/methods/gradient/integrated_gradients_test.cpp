// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/baselines/blurred_baseline.hpp>
#include <whence/methods/baselines/given_baseline.hpp>
#include <whence/methods/gradient/input_x_gradient.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/log_probability.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/power_model.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::constant_baseline;
using whence::given_baseline;
using whence::image_batch;
using whence::integrated_gradients;
using whence::map_status;
using whence::path_rule;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::power_model;
using whence::test::residual_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// Of the wrong shape.
struct short_baseline {
  image_batch<double> operator()(image_batch<double> const&) const { return {{{{0}}}}; }
};

image_batch<double> some_images(std::size_t count) {
  return whence::test::random_tensor<double, 4>({count, 2, 6, 5}, 11);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_integrated_gradients)

static_assert(explains<integrated_gradients<>, toy_model<float>>);
static_assert(explains<integrated_gradients<>, toy_model<double>, class_logit>);
static_assert(explains<integrated_gradients<whence::blurred_baseline>, whence::test::no_rules>);
static_assert(explains<integrated_gradients<given_baseline<float>>, toy_model<float>>);
static_assert(!explains<integrated_gradients<given_baseline<float>>, toy_model<double>>);
static_assert(!explains<integrated_gradients<>, whence::test::no_image_tap> && !explains<integrated_gradients<>, int>);
static_assert(!explains<integrated_gradients<>, toy_model<double>, int>);
static_assert(!explains<integrated_gradients<int>, toy_model<double>>);
static_assert(explains<whence::with_relu<whence::guided_relu, integrated_gradients<>>, toy_model<double>>);
static_assert(!std::invocable<integrated_gradients<> const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::copyable<integrated_gradients<>> && std::default_initializable<integrated_gradients<>>);
static_assert(std::same_as<decltype(integrated_gradients{}), integrated_gradients<constant_baseline>>);
static_assert(std::same_as<decltype(integrated_gradients{constant_baseline{1}}), integrated_gradients<>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(a_bend_on_the_way_is_integrated_over, T, value_types) {
  // From 1 to -2 pixel x_1 opens the ReLU of x for a third of the way and that of -x for the rest: slopes 2/4 and -1/4,
  // so -3 (1/3 1/2 - 2/3 1/4) = 0, and the score is as far up as down. The others go from 1 to 1, 3 and 0: nothing, 2/2
  // and -1/2.
  integrated_gradients method{constant_baseline{1}};
  method.rule = path_rule::middle;
  method.steps = 3;  // at 1/6, 1/2 and 5/6, one of them on the near side of the bend
  auto const answer = method(hand_network<T>(), hand_image<T>());
  image_batch<T> const expected{{{{T(0), T(0)}, {T(1), T(-0.5)}}}};
  BOOST_TEST(whence::test::error_of_maximum(answer.values, expected) < 1e-6);
  // y(x) = 3, y(1) = 2 + 1/2: it gained 1/2, which is what they add up to.
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(std::abs(answer.completeness_gap(0)) < T(1e-6));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(rules_take_the_points_they_say) {
  // y = x^3 of one pixel 2 from 1: slopes 3 (1 + t)^2. At t = 0 and 1: 3 and 12; at 1/2: 27/4; at 1/4 and 3/4: 75/16
  // and 147/16. The integral is 7.
  power_model<double> const model{.power = 3};
  image_batch<double> const image{{{{2}}}};
  auto const by = [&](path_rule rule, std::size_t steps) {
    integrated_gradients method{constant_baseline{1}};
    method.rule = rule;
    method.steps = steps;
    auto const answer = method(model, image, class_logit{0});
    BOOST_TEST(std::abs(answer.completeness_gap(0) - (answer.values(0, 0, 0, 0) - 7)) < 1e-14);
    return answer.values(0, 0, 0, 0);
  };
  BOOST_TEST(by(path_rule::left, 1) == 3);
  BOOST_TEST(by(path_rule::right, 1) == 12);
  BOOST_TEST(by(path_rule::middle, 1) == 6.75);
  BOOST_TEST(by(path_rule::left, 2) == (3 + 6.75) / 2);
  BOOST_TEST(by(path_rule::right, 2) == (6.75 + 12) / 2);
  BOOST_TEST(by(path_rule::middle, 2) == (4.6875 + 9.1875) / 2);
  BOOST_TEST(by(path_rule::trapezoid, 2) == 7.5);
  BOOST_TEST(by(path_rule::trapezoid, 3) == (1.5 + 6.75 + 6) / 2);
  BOOST_TEST(std::abs(by(path_rule::gauss_legendre, 2) - 7) < 1e-14);
}

BOOST_AUTO_TEST_CASE(n_points_of_gauss_and_legendre_are_complete_where_slopes_are_of_degree_2n_less_1) {
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 2, 3}, 5);
  for (int n = 1; n != 6; ++n) {
    integrated_gradients method;
    method.steps = static_cast<std::size_t>(n);
    auto const gap = [&](int power) {
      return std::abs(method(power_model<double>{.power = power}, images, class_logit{0}).completeness_gap(0));
    };
    BOOST_TEST(gap(2 * n) < 1e-14);      // slopes of degree 2n - 1
    BOOST_TEST(gap(2 * n + 1) > 1e-12);  // and of one more
  }
}

BOOST_AUTO_TEST_CASE(on_a_linear_network_it_is_input_times_gradient_by_every_rule) {
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 3}, 5);
  power_model<double> const model{.power = 1};
  auto const expected = whence::input_x_gradient{}(model, images).values;
  for (auto const rule :
       {path_rule::gauss_legendre, path_rule::trapezoid, path_rule::left, path_rule::right, path_rule::middle}) {
    integrated_gradients method;
    method.rule = rule;
    method.steps = 7;
    auto const answer = method(model, images);
    BOOST_TEST(whence::test::error_of_maximum(answer.values, expected) < 1e-14);
    for (double const gap : answer.completeness_gap) BOOST_TEST(std::abs(gap) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(the_gap_closes_with_the_steps_on_a_network_of_bends) {
  auto const model = residual_network();
  auto const images = some_images(3);
  for (auto const rule :
       {path_rule::gauss_legendre, path_rule::trapezoid, path_rule::left, path_rule::right, path_rule::middle}) {
    double before = std::numeric_limits<double>::infinity();
    for (auto const steps : std::vector<std::size_t>{5, 50, 500}) {
      integrated_gradients method;
      method.rule = rule;
      method.steps = steps;
      auto const answer = method(model, images, class_logit{1});
      double gap = 0;
      for (std::size_t n = 0; n != 3; ++n) {
        gap = std::max(gap, std::abs(answer.completeness_gap(n)));
        double const sum = xt::sum(xt::view(answer.values, n))();
        image_batch<double> const black = xt::zeros<double>({1, 2, 6, 5});
        double const gained = answer.scores(n) - model.forward(black)(0, 1);
        BOOST_TEST(std::abs(answer.completeness_gap(n) - (sum - gained)) < 1e-13);
      }
      BOOST_TEST(gap < before);
      before = gap;
    }
    BOOST_TEST(before < 1e-2);
  }
}

BOOST_AUTO_TEST_CASE(a_question_that_is_no_logit_is_followed_along_the_way) {
  auto const model = residual_network();
  integrated_gradients method;
  method.steps = 400;
  auto const answer = method(model, some_images(2), whence::log_probability{});
  for (double const gap : answer.completeness_gap) BOOST_TEST(std::abs(gap) < 1e-2);
}

BOOST_AUTO_TEST_CASE(each_image_starts_from_its_own_baseline) {
  power_model<double> const model{.power = 1};
  integrated_gradients const method{given_baseline{image_batch<double>{{{{1, 1}}}, {{{5, 6}}}}}};
  image_batch<double> const images{{{{1, 2}}}, {{{5, 6}}}};
  auto const answer = method(model, images, class_logit{0});
  BOOST_TEST(whence::test::error_of_maximum(answer.values, image_batch<double>{{{{0, 2}}}, {{{0, 0}}}}) < 1e-14);
  // An image that is its own baseline has come no way.
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful, map_status::all_zero}));
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
  power_model<double> const model;
  image_batch<double> const image{{{{1, 2}}}};
  integrated_gradients method;
  method.steps = 0;
  BOOST_CHECK_THROW(static_cast<void>(method(model, image)), whence::option_error);
  method.steps = 5;
  method.batch = 0;
  BOOST_CHECK_THROW(static_cast<void>(method(model, image)), whence::shape_error);
  BOOST_CHECK_THROW(static_cast<void>(integrated_gradients{short_baseline{}}(model, image)), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told_wherever_on_the_way_they_are) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const sound = integrated_gradients{}(hand_network<double>(), hand_image<double>(), class_logit{0});
  auto const broken = integrated_gradients{}(hand_network<double>(nan), hand_image<double>(), class_logit{0});
  BOOST_TEST((broken.status == std::vector<map_status>{map_status::logits_not_finite}));
  BOOST_TEST((broken.values == sound.values));
  // z_0 = 1 / x_0 + 2 / x_1 is infinite at a baseline of 0; of the image's own logits nothing is wrong.
  power_model<double> const pole{.power = -1};
  auto const answer = integrated_gradients{}(pole, image_batch<double>{{{{1, 2}}}}, class_logit{1});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
