// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/negated.hpp>
#include <whence/scores/output.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/numbers.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::image_batch;
using whence::input_gradient;
using whence::map_status;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<input_gradient, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_input_gradient)

static_assert(explains<toy_model<float>> && explains<toy_model<double>, class_logit>);
static_assert(explains<whence::reference::network<float>> && explains<whence::test::no_rules>);
static_assert(explains<whence::test::no_find_tap> && explains<whence::test::no_geometry>);
static_assert(!explains<whence::test::forward_only> && !explains<whence::test::no_backward>);
static_assert(!explains<whence::test::no_image_tap> && !explains<int> && !explains<toy_model<double>, int>);
static_assert(!std::invocable<input_gradient const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(!std::invocable<input_gradient const&, toy_model<double> const&, whence::tensor<double, 3> const&>);
static_assert(std::semiregular<input_gradient> && std::is_empty_v<input_gradient>);

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_the_slope_of_the_question_at_every_pixel, T, value_types) {
  // dz_0/da = (2, 1) / 4. The first map passes where x > 0, the second, of -x, where x < 0, with the sign turned:
  // 1/2 at the pixels 1 and 3, -1/4 at -2, nothing at 0.
  auto const answer = input_gradient{}(hand_network<T>(), hand_image<T>());
  BOOST_TEST((answer.values == image_batch<T>{{{{T(0.5), T(-0.25)}, {T(0.5), T(0)}}}}));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(signs_are_kept_and_follow_the_question) {
  // dz_1/da = (-1, 3) / 4.
  auto const model = hand_network<double>();
  auto const ask = [&](auto const& score) { return input_gradient{}(model, hand_image<double>(), score).values; };
  BOOST_TEST((ask(class_logit{1}) == image_batch<double>{{{{-0.25, -0.75}, {-0.25, 0}}}}));
  BOOST_TEST((ask(whence::negated{class_logit{1}}) == image_batch<double>{{{{0.25, 0.75}, {0.25, 0}}}}));
  // z_0 - z_1: the difference of both.
  BOOST_TEST((ask(whence::logit_margin{0, 1}) == image_batch<double>{{{{0.75, 0.5}, {0.75, 0}}}}));
}

BOOST_AUTO_TEST_CASE(outputs_of_a_regression_are_about_no_class) {
  auto const answer = input_gradient{}(hand_network<double>(), hand_image<double>(), whence::output{1});
  BOOST_TEST(answer.classes.size() == 0);
  BOOST_TEST(answer.scores(0) == 0.5);
}

BOOST_AUTO_TEST_CASE(every_relu_between_the_image_and_the_answer_counts_the_classifiers_too) {
  // x = (1, 1): h = (2, 2), both open; dz/dx = -(1, 1) + 2 (1, -2). x = (1, 3): h = (4, -2): -(1, 1) alone.
  auto const model = whence::test::classifier_network();
  image_batch<double> const images = {{{{1, 1}}}, {{{1, 3}}}};
  auto const answer = input_gradient{}(model, images);
  BOOST_TEST((answer.values == image_batch<double>{{{{1, -5}}}, {{{-1, -1}}}}));
  // z = -2 + 2 * 2 and -4.
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{2, -4}));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful, map_status::constant}));
}

BOOST_AUTO_TEST_CASE(every_image_is_asked_for_its_own_class_and_has_its_own_status) {
  // A black image opens no ReLU; a grey one has the same slope everywhere.
  auto const model = hand_network<double>();
  image_batch<double> const images = {{{{1, -2}, {3, 0}}}, {{{0, 0}, {0, 0}}}, {{{-1, -1}, {-1, -1}}}};
  auto const answer = input_gradient{}(model, images, class_logit{{1, 0, 1}});
  image_batch<double> const expected = {
      {{{-0.25, -0.75}, {-0.25, 0}}}, {{{0, 0}, {0, 0}}}, {{{-0.75, -0.75}, {-0.75, -0.75}}}};
  BOOST_TEST((answer.values == expected));
  using enum map_status;
  BOOST_TEST((answer.status == std::vector<map_status>{meaningful, all_zero, constant}));
  BOOST_TEST((answer.scores == whence::tensor<double, 1>{0.5, 0.5, 3}));
  BOOST_TEST((answer.classes == whence::tensor<std::size_t, 1>{1, 0, 1}));
}

BOOST_AUTO_TEST_CASE(a_small_step_along_a_pixel_changes_the_score_by_the_slope) {
  // Central differences in double: an error of about 1e-16 / 1e-5 from rounding, as long as no ReLU or pooling changes
  // its mind within the step; numbers without pattern keep away from that.
  auto const model = whence::test::residual_network();
  auto images = whence::test::random_tensor<double, 4>({1, 2, 6, 6}, 3);
  auto const answer = input_gradient{}(model, images, class_logit{1});
  double const step = 1e-5;
  for (std::size_t i = 0; i != images.size(); ++i) {
    double const pixel = images.data()[i];
    images.data()[i] = pixel + step;
    double const above = model.forward(images)(0, 1);
    images.data()[i] = pixel - step;
    double const below = model.forward(images)(0, 1);
    images.data()[i] = pixel;
    BOOST_TEST(std::abs((above - below) / (2 * step) - answer.values.data()[i]) < 1e-8);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_answers_what_each_image_answers_alone) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 7, 6}, 12);
  auto const together = input_gradient{}(model, images);
  std::size_t const size = images.size() / 3;
  for (std::size_t n = 0; n != 3; ++n) {
    image_batch<double> alone({1, 2, 7, 6});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = input_gradient{}(model, alone);
    BOOST_TEST(std::equal(answer.values.data(), answer.values.data() + size, together.values.data() + n * size));
    BOOST_TEST(answer.scores(0) == together.scores(n));
    BOOST_TEST(answer.classes(0) == together.classes(n));
  }
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told_although_the_slopes_are_finite) {
  auto const model = hand_network<double>();
  image_batch<double> images = {{{{1, -2}, {3, 0}}}, {{{1, -2}, {3, 0}}}};
  images(1, 0, 0, 0) = std::numeric_limits<double>::quiet_NaN();
  auto const answer = input_gradient{}(model, images, class_logit{0});
  BOOST_TEST(std::isfinite(answer.values(1, 0, 0, 0)));  // no gradient passes where x > 0 does not hold
  BOOST_TEST(std::isnan(answer.scores(1)));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful, map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
