// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <limits>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"

using whence::class_logit;
using whence::guided_grad_cam;
using whence::image_batch;
using whence::map_status;
using whence::named_tap;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::toy_model;

namespace {

using value_types = std::tuple<float, double>;

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_guided_grad_cam)

static_assert(explains<guided_grad_cam<>, toy_model<float>>);
static_assert(explains<guided_grad_cam<named_tap>, whence::reference::network<double>, class_logit>);
static_assert(explains<guided_grad_cam<whence::test::toy_tap>, whence::test::no_find_tap>);
static_assert(!explains<guided_grad_cam<>, whence::test::no_find_tap>);
static_assert(!explains<guided_grad_cam<>, whence::test::forward_only>);
static_assert(!explains<guided_grad_cam<>, whence::test::no_backward>);
static_assert(!explains<guided_grad_cam<>, whence::test::no_rules>);
static_assert(!explains<guided_grad_cam<>, whence::test::rules_but_no_image_tap>);
static_assert(!explains<guided_grad_cam<>, int> && !explains<guided_grad_cam<int>, toy_model<double>>);
static_assert(!std::invocable<guided_grad_cam<> const&, toy_model<double> const&, image_batch<float> const&>);
static_assert(std::semiregular<guided_grad_cam<>>);
static_assert(std::same_as<decltype(guided_grad_cam{}), guided_grad_cam<whence::deepest_tap>>);
static_assert(std::same_as<decltype(guided_grad_cam{named_tap{"relu"}}), guided_grad_cam<named_tap>>);

BOOST_AUTO_TEST_CASE_TEMPLATE(it_is_guided_backprop_where_grad_cam_looks, T, value_types) {
  // Class 0: (1/2 -1/4; 1/2 0) times (1/2 1/2; 3/2 0), cell by cell, since a cell is a pixel.
  auto const answer = guided_grad_cam{}(hand_network<T>(), hand_image<T>());
  BOOST_TEST((answer.values == image_batch<T>{{{{T(0.25), T(-0.125)}, {T(0.75), T(0)}}}}));
  BOOST_TEST(answer.scores(0) == T(3));
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(grad_cams_negative_cells_count_as_none) {
  // Class 1: (0 -3/4; 0 0) times max(0, (-1/4 3/2; -3/4 0)).
  auto const answer = guided_grad_cam{}(hand_network<double>(), hand_image<double>(), class_logit{1});
  BOOST_TEST((answer.values == image_batch<double>{{{{0, -1.125}, {0, 0}}}}));
}

BOOST_AUTO_TEST_CASE(grad_cam_looks_where_it_is_told) {
  // At the convolution its map is 3/16 (1 -2; 3 0), clipped.
  auto const model = hand_network<double>();
  auto const answer = guided_grad_cam{named_tap{"convolution"}}(model, hand_image<double>());
  BOOST_TEST((answer.values == image_batch<double>{{{{0.09375, 0}, {0.28125, 0}}}}));
  BOOST_CHECK_THROW(static_cast<void>(guided_grad_cam{named_tap{"conv"}}(model, hand_image<double>())),
                    whence::unknown_tap_error);
}

BOOST_AUTO_TEST_CASE(maps_coarser_than_the_image_are_upsampled_cells_staying_where_they_look) {
  // Cells 4 and 6 look at columns 0.5 and 2.5 and weigh 1 each; every pixel's guided gradient is 2 / 2 = 1.
  auto const model = whence::test::halving_network();
  image_batch<double> const image = {{{{1, 0, 2, 3}, {1, 2, 1, 0}}}};
  auto const answer = guided_grad_cam{}(model, image);
  BOOST_TEST((answer.values == image_batch<double>{{{{4, 4.5, 5.5, 6}, {4, 4.5, 5.5, 6}}}}));
}

BOOST_AUTO_TEST_CASE(maps_that_nobody_can_place_are_refused) {
  whence::test::no_geometry const model;
  auto const images = toy_model<double>::images(1);
  BOOST_CHECK_THROW(static_cast<void>(guided_grad_cam{}(model, images)), whence::unknown_geometry_error);
}

BOOST_AUTO_TEST_CASE(an_image_that_is_not_finite_leaves_its_neighbours_alone) {
  auto const model = hand_network<double>();
  image_batch<double> images = {{{{1, -2}, {3, 0}}}, {{{1, -2}, {3, 0}}}};
  images(0, 0, 1, 0) = std::numeric_limits<double>::quiet_NaN();
  auto const answer = guided_grad_cam{}(model, images, class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite, map_status::meaningful}));
  BOOST_TEST(answer.values(1, 0, 0, 0) == 0.25);
  BOOST_TEST(answer.values(1, 0, 1, 0) == 0.75);
}

BOOST_AUTO_TEST_SUITE_END()
