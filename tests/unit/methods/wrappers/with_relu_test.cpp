// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/product.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/plain_relu.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::deconvnet_relu;
using whence::grad_cam;
using whence::guided_relu;
using whence::image_batch;
using whence::input_gradient;
using whence::map_batch;
using whence::named_tap;
using whence::plain_relu;
using whence::product;
using whence::with_relu;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

/// A rule of nobody's: gradients pass closed ReLUs only.
struct closed_relu {
  template <class T>
  constexpr auto operator()(T const& input, T const&) const {
    return input <= 0;
  }
};

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_with_relu)

static_assert(explains<with_relu<guided_relu, input_gradient>, toy_model<float>>);
static_assert(explains<with_relu<closed_relu, grad_cam<>>, toy_model<double>>);
static_assert(explains<with_relu<guided_relu, product<input_gradient, grad_cam<>>>, toy_model<double>, class_logit>);
static_assert(explains<with_relu<guided_relu, grad_cam<>>, whence::test::rules_but_no_image_tap>);
static_assert(!explains<with_relu<guided_relu, input_gradient>, whence::test::rules_but_no_image_tap>);
static_assert(!explains<with_relu<guided_relu, grad_cam<>>, whence::test::no_rules>);
static_assert(!explains<with_relu<guided_relu, input_gradient>, whence::test::forward_only>);
static_assert(!explains<with_relu<guided_relu, input_gradient>, int>);
static_assert(!explains<with_relu<guided_relu, int>, toy_model<double>>);
// A rule is asked once: what sits inside a rule cannot bring its own.
static_assert(!explains<with_relu<deconvnet_relu, whence::guided_backprop>, toy_model<double>>);
static_assert(!std::invocable<with_relu<guided_relu, input_gradient> const&, toy_model<double> const&,
                              image_batch<float> const&>);
static_assert(std::semiregular<with_relu<guided_relu, grad_cam<>>> &&
              std::is_empty_v<with_relu<guided_relu, input_gradient>>);

BOOST_AUTO_TEST_CASE(under_the_plain_rule_a_method_is_itself_to_the_bit) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 4);
  auto const check = [&](auto const& left, auto const& right) {
    BOOST_TEST((left.values == right.values));
    BOOST_TEST((left.scores == right.scores));
    BOOST_TEST((left.classes == right.classes));
    BOOST_TEST((left.status == right.status));
  };
  check(with_relu<plain_relu, input_gradient>{}(model, images), input_gradient{}(model, images));
  class_logit const score{{2, 1}};
  check(with_relu<plain_relu, grad_cam<>>{}(model, images, score), grad_cam{}(model, images, score));
}

BOOST_AUTO_TEST_CASE(the_rule_decides_for_any_method) {
  // Class 1 at the convolution: gradients -1/4 and 3/4 at every cell of their maps (1 -2; 3 0) and (-1 2; -3 0).
  // Guided: only 3/4 where the second map is 2, mean 3/16. Deconvnet: 3/4 everywhere, mean 3/4. Of closed ReLUs: -1/4
  // at two cells of the first, mean -1/8; 3/4 at three of the second, mean 9/16: less -1/8, 11/16 of the second.
  auto const model = hand_network<double>();
  auto const map_under = [&](auto rule) {
    with_relu<decltype(rule), grad_cam<named_tap>> method{{{named_tap{"convolution"}, true}}};
    return method(model, hand_image<double>(), class_logit{1}).values;
  };
  auto const second_times = [](double a) { return map_batch<double>{{{-a, 2 * a}, {-3 * a, 0}}}; };
  BOOST_TEST((map_under(guided_relu{}) == second_times(0.1875)));
  BOOST_TEST((map_under(deconvnet_relu{}) == second_times(0.75)));
  BOOST_TEST((map_under(closed_relu{}) == second_times(0.6875)));
}

BOOST_AUTO_TEST_CASE(the_methods_options_and_its_answers_place_and_question_pass_through) {
  auto const model = hand_network<double>();
  with_relu<guided_relu, grad_cam<>> method;
  method.method.keep_signed = true;
  // Behind the last ReLU no rule has a say.
  auto const answer = method(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((answer.values == map_batch<double>{{{-0.25, 1.5}, {-0.75, 0}}}));
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1, 0, 2}, {1, 0, 2}}));
  BOOST_TEST(answer.scores(0) == 0.5);
  BOOST_TEST(answer.classes(0) == 1);
}

BOOST_AUTO_TEST_CASE(the_model_itself_is_left_as_it_was) {
  auto const model = hand_network<double>();
  auto const before = input_gradient{}(model, hand_image<double>(), class_logit{1}).values;
  static_cast<void>(with_relu<deconvnet_relu, input_gradient>{}(model, hand_image<double>(), class_logit{1}));
  BOOST_TEST((input_gradient{}(model, hand_image<double>(), class_logit{1}).values == before));
}

BOOST_AUTO_TEST_CASE(both_factors_of_a_product_follow_the_rule) {
  // Class 1 under deconvnet: pixels -3/4; Grad-CAM at the convolution 3/4 (-1 2; -3 0), clipped to (0 3/2; 0 0).
  auto const model = hand_network<double>();
  with_relu<deconvnet_relu, product<input_gradient, grad_cam<named_tap>>> const method{
      {input_gradient{}, grad_cam{named_tap{"convolution"}}}};
  auto const answer = method(model, hand_image<double>(), class_logit{1});
  BOOST_TEST((answer.values == image_batch<double>{{{{0, -1.125}, {0, 0}}}}));
}

BOOST_AUTO_TEST_SUITE_END()
