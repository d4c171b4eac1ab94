// SPDX-License-Identifier: BSD-3-Clause
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <vector>
#include <whence/core/map_status.hpp>
#include <whence/methods/cam/differentiate.hpp>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/fem.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/random_cam.hpp>
#include <whence/methods/cam/tap_gradient.hpp>
#include <whence/methods/cam/xgrad_cam.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::differentiate;
using whence::named_tap;
using whence::tap_gradient;
using whence::test::counting_model;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::toy_model;
using whence::test::toy_tap;

namespace {

/// Calls visit(method) for ten of them, five that read the gradient and five that do not or read it another way.
template <class Visit>
void ten_cams(Visit visit) {
  visit(whence::grad_cam{});
  visit(whence::grad_cam_plus_plus{});
  visit(whence::xgrad_cam{});
  visit(whence::layer_cam{});
  visit(whence::hires_cam{});
  visit(whence::element_wise_grad_cam{});
  visit(whence::eigen_cam{});
  visit(whence::eigen_grad_cam{});
  visit(whence::fem{});
  visit(whence::random_cam{});
}

template <class T>
void expect_same(whence::class_maps<T> const& left, whence::class_maps<T> const& right) {
  BOOST_TEST((left.values == right.values));
  BOOST_TEST((left.scores == right.scores));
  BOOST_TEST((left.classes == right.classes));
  BOOST_TEST((left.status == right.status));
  BOOST_TEST((left.geometry == right.geometry));
}

template <class Model, class Record>
constexpr bool differentiates = requires(Model const& model, Record const& record) {
  differentiate(model, record);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_differentiate)

static_assert(differentiates<toy_model<float>, whence::test::toy_record<float>>);
static_assert(!differentiates<toy_model<float>, whence::test::toy_record<double>>);
static_assert(!differentiates<whence::test::no_backward, whence::test::toy_record<double>>);
static_assert(!differentiates<toy_model<float>, whence::image_batch<float>>);

BOOST_AUTO_TEST_CASE(it_holds_the_maps_the_gradient_and_what_was_asked) {
  // Of class 1: z = -1 mean(a_0) + 3 mean(a_1), four cells.
  auto const model = hand_network<double>();
  auto const record = model.record(hand_image<double>(), model.find_tap(whence::deepest_tap{}));
  auto const got = differentiate(model, record, class_logit{1});
  static_assert(std::same_as<decltype(got), tap_gradient<double, whence::logit_question> const>);
  whence::feature_tensor<double> const maps = {{{{1, 0}, {3, 0}}, {{0, 2}, {0, 0}}}};
  whence::feature_tensor<double> const gradient = {{{{-.25, -.25}, {-.25, -.25}}, {{.75, .75}, {.75, .75}}}};
  BOOST_TEST((got.feature_maps == maps));
  BOOST_TEST((got.gradient == gradient));
  BOOST_TEST((got.logits == whence::logit_matrix<double>{{3, 0.5}}));
  BOOST_TEST(got.asked.questions.at(0).index == 1);
  BOOST_TEST((got.geometry == record.geometry()));
}

BOOST_AUTO_TEST_CASE(every_cam_answers_from_it_what_it_answers_from_images) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 8}, 7);
  whence::logit_margin const score{0, 2};
  auto const tap = model.find_tap(whence::deepest_tap{});
  auto const record = model.record(images, tap);
  auto const gradient = differentiate(model, record, score);
  ten_cams([&](auto const& method) {
    auto const answer = method(model, images, score);
    expect_same(method(gradient), answer);
    expect_same(method(model, record, score), answer);
  });
}

BOOST_AUTO_TEST_CASE(ten_cams_cost_one_forward_and_one_backward_pass) {
  counting_model const model{toy_model<double>{}};
  auto const images = toy_model<double>::images(3);
  auto const record = model.record(images, toy_tap::relu);
  auto const gradient = differentiate(model, record);
  int methods = 0;
  ten_cams([&](auto const& method) {
    BOOST_TEST(method(gradient).values.shape(0) == 3);
    ++methods;
  });
  BOOST_TEST(methods == 10);
  BOOST_TEST(model.counts() == (pass_counts{.record = 3, .backward = 3}));
}

BOOST_AUTO_TEST_CASE(neither_model_nor_record_need_outlive_it) {
  auto const images = toy_model<double>::images(2);
  auto const gradient = [&] {
    toy_model<double> const model;
    auto const record = model.record(images, toy_tap::convolution);
    return differentiate(model, record, class_logit{2});
  }();
  toy_model<double> const model;
  BOOST_TEST((whence::hires_cam{toy_tap::convolution}(model, images, class_logit{2}).values ==
              whence::hires_cam{}(gradient).values));
}

BOOST_AUTO_TEST_CASE(maps_and_gradients_from_elsewhere_can_be_filled_in) {
  tap_gradient<float, whence::logit_question> const own = {
      {{{{1, 2}}}}, {{{{3, 5}}}}, {{0, 7}}, {{whence::logit_question{1}}}, std::nullopt};
  auto const answer = whence::hires_cam{}(own);
  BOOST_TEST((answer.values == whence::map_batch<float>{{{3, 10}}}));
  BOOST_TEST(answer.scores(0) == 7);
  BOOST_TEST(answer.classes(0) == 1);
  BOOST_TEST((answer.status == std::vector{whence::map_status::meaningful}));
  BOOST_TEST(!answer.geometry.has_value());
}

BOOST_AUTO_TEST_CASE(a_gradient_of_another_shape_than_the_maps_is_refused) {
  tap_gradient<float, whence::logit_question> const wrong = {
      {{{{1, 2}}}}, {{{{3}, {5}}}}, {{0, 7}}, {{whence::logit_question{1}}}, std::nullopt};
  BOOST_CHECK_THROW(static_cast<void>(whence::grad_cam{}(wrong)), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(questions_made_for_another_batch_are_refused) {
  toy_model<double> const model;
  auto const record = model.record(model.images(3), toy_tap::relu);
  BOOST_CHECK_THROW(static_cast<void>(differentiate(model, record, class_logit{{3, 0}})), whence::score_error);
}

BOOST_AUTO_TEST_SUITE_END()
