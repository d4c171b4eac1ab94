// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <string>
#include <tuple>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/executor.hpp>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/fem.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/random_cam.hpp>
#include <whence/methods/cam/xgrad_cam.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::map_batch;
using whence::named_tap;
using whence::test::counting_model;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::pass_counts;
using whence::test::toy_model;

namespace {

template <class Method, class Model>
constexpr bool explains = whence::attribution_method<Method, Model, whence::top_logit>;

/// By the gradient: what each asks of a model is what Grad-CAM asks.
template <template <class> class Method>
constexpr bool reads_the_gradient =
    explains<Method<whence::deepest_tap>, toy_model<float>>&& explains<Method<named_tap>, toy_model<double>>&&
        explains<Method<whence::reference::network_tap>, whence::reference::network<double>>&&
            explains<Method<whence::deepest_tap>, whence::test::no_image_tap> &&
    !explains<Method<whence::deepest_tap>, whence::test::no_backward> &&
    !explains<Method<whence::deepest_tap>, whence::test::forward_only> &&
    !explains<Method<whence::deepest_tap>, whence::test::no_find_tap> && !explains<Method<whence::deepest_tap>, int>;

/// By feature maps alone: a model with taps will do.
template <template <class> class Method>
constexpr bool reads_feature_maps_alone =
    explains<Method<whence::deepest_tap>, toy_model<float>>&& explains<Method<named_tap>, toy_model<double>>&&
        explains<Method<whence::reference::network_tap>, whence::reference::network<double>>&&
            explains<Method<whence::deepest_tap>, whence::test::no_backward> &&
    !explains<Method<whence::deepest_tap>, whence::test::forward_only> &&
    !explains<Method<whence::deepest_tap>, whence::test::no_find_tap> && !explains<Method<whence::deepest_tap>, int>;

template <class Visit>
void by_the_gradient(Visit visit) {
  visit("grad_cam", whence::grad_cam{});
  visit("grad_cam_plus_plus", whence::grad_cam_plus_plus{});
  visit("xgrad_cam", whence::xgrad_cam{});
  visit("layer_cam", whence::layer_cam{});
  visit("hires_cam", whence::hires_cam{});
  visit("element_wise_grad_cam", whence::element_wise_grad_cam{});
  visit("eigen_grad_cam", whence::eigen_grad_cam{});
}

template <class Visit>
void by_feature_maps_alone(Visit visit) {
  visit("eigen_cam", whence::eigen_cam{});
  visit("fem", whence::fem{});
  visit("random_cam", whence::random_cam{});
}

template <class Visit>
void all(Visit visit) {
  by_the_gradient(visit);
  by_feature_maps_alone(visit);
}

/// What a method answers about the hand image's class.
template <class Method>
map_batch<double> of_hand(Method const& method, std::size_t index) {
  return method(hand_network<double>(), hand_image<double>(), class_logit{index}).values;
}

bool close(map_batch<double> const& got, map_batch<double> const& expected) {
  return whence::test::error_of_maximum(got, expected) < 1e-14;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_formula_methods)

static_assert(reads_the_gradient<whence::grad_cam_plus_plus> && reads_the_gradient<whence::xgrad_cam>);
static_assert(reads_the_gradient<whence::layer_cam> && reads_the_gradient<whence::hires_cam>);
static_assert(reads_the_gradient<whence::element_wise_grad_cam> && reads_the_gradient<whence::eigen_grad_cam>);
static_assert(reads_feature_maps_alone<whence::eigen_cam> && reads_feature_maps_alone<whence::fem>);
static_assert(reads_feature_maps_alone<whence::random_cam>);
static_assert(std::same_as<decltype(whence::hires_cam{named_tap{"relu"}}), whence::hires_cam<named_tap>>);
static_assert(std::same_as<decltype(whence::eigen_cam{named_tap{"relu"}}), whence::eigen_cam<named_tap>>);
static_assert(std::semiregular<whence::fem<>> && std::is_aggregate_v<whence::random_cam<>>);

// The hand network's maps are (1 0; 3 0) and (0 2; 0 0), their gradients everywhere (2, 1) / 4 for class 0 and
// (-1, 3) / 4 for class 1.

BOOST_AUTO_TEST_CASE(grad_cam_plus_plus_by_hand) {
  // Class 0: sums 4 and 2, w_0 = 4 * .5 / (2 + 4 * .5) = 1/2 and w_1 = 4 * .25 / (2 + 2 * .25) = 2/5.
  BOOST_TEST(close(of_hand(whence::grad_cam_plus_plus{}, 0), {{{0.5, 0.8}, {1.5, 0}}}));
  // Class 1: only the second map speaks for it, 4 * .75 / (2 + 2 * .75) = 6/7.
  BOOST_TEST(close(of_hand(whence::grad_cam_plus_plus{}, 1), {{{0, 12.0 / 7}, {0, 0}}}));
}

BOOST_AUTO_TEST_CASE(layer_cam_element_wise_and_hires_cam_by_hand) {
  BOOST_TEST(close(of_hand(whence::layer_cam{}, 1), {{{0, 1.5}, {0, 0}}}));
  BOOST_TEST(close(of_hand(whence::element_wise_grad_cam{}, 1), {{{0, 1.5}, {0, 0}}}));
  BOOST_TEST(close(of_hand(whence::hires_cam{}, 1), {{{-0.25, 1.5}, {-0.75, 0}}}));
  BOOST_TEST(close(of_hand(whence::xgrad_cam{}, 1), {{{0, 1.5}, {0, 0}}}));
}

BOOST_AUTO_TEST_CASE(eigen_cam_and_fem_by_hand_whatever_is_asked) {
  // Nothing in common: the first map is stronger, sqrt 10 against 2. No cell of four is two deviations above the mean:
  // 3 < 1 + 2 sqrt(1.5), 2 < .5 + 2 sqrt(.75); one deviation: 3 > 2.2, 2 > 1.4.
  whence::fem one_deviation;
  one_deviation.formula.deviations = 1;
  for (std::size_t const index : {0u, 1u}) {
    BOOST_TEST(close(of_hand(whence::eigen_cam{}, index), {{{1, 0}, {3, 0}}}));
    BOOST_TEST(close(of_hand(whence::fem{}, index), {{{0, 0}, {0, 0}}}));
    BOOST_TEST(close(of_hand(one_deviation, index), {{{0, 0.5}, {1, 0}}}));
  }
}

BOOST_AUTO_TEST_CASE(eigen_grad_cam_by_hand) {
  // At the image (1 -2; 3 0), whose gradient is (2 -1; 2 0) / 4: products (2 2; 6 0) / 4, less their mean 10/16.
  auto const model = hand_network<double>();
  whence::eigen_grad_cam cam{model.image_tap()};
  BOOST_TEST(!cam.keep_signed);
  cam.keep_signed = true;
  auto const got = cam(model, hand_image<double>(), class_logit{0});
  BOOST_TEST(close(got.values, {{{-0.125, -0.125}, {0.875, -0.625}}}));
  cam.formula.centred = false;
  BOOST_TEST(close(cam(model, hand_image<double>(), class_logit{0}).values, {{{0.5, 0.5}, {1.5, 0}}}));
}

BOOST_AUTO_TEST_CASE(signs_are_kept_where_the_paper_clips_nothing_and_options_are_members) {
  all([](std::string const& name, auto const& method) {
    bool const kept = name == "hires_cam" || name == "eigen_cam" || name == "fem";
    BOOST_TEST(method.keep_signed == kept, name);
  });
  whence::hires_cam cam;
  cam.keep_signed = false;
  BOOST_TEST(close(of_hand(cam, 1), {{{0, 1.5}, {0, 0}}}));
  whence::random_cam seeded;
  auto const first = of_hand(seeded, 0);
  seeded.formula.seed = 7;
  BOOST_TEST((of_hand(seeded, 0) != first));
}

BOOST_AUTO_TEST_CASE(a_gradient_costs_a_backward_pass_and_feature_maps_do_not) {
  counting_model const model{whence::test::residual_network()};
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 8}, 1);
  by_the_gradient([&](char const* name, auto const& method) {
    model.forget();
    (void)method(model, images);
    BOOST_TEST(model.counts() == (pass_counts{.record = 3, .backward = 3}), name << ' ' << model.counts());
  });
  by_feature_maps_alone([&](char const* name, auto const& method) {
    model.forget();
    (void)method(model, images);
    BOOST_TEST(model.counts() == (pass_counts{.record = 3}), name << ' ' << model.counts());
  });
}

BOOST_AUTO_TEST_CASE(images_answer_the_same_bits_in_any_order_alone_and_on_any_number_of_threads) {
  auto const model = whence::test::residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 8}, 1);
  std::size_t const size = images.size() / 3;
  whence::image_batch<double> turned(images.shape());
  for (std::size_t n = 0; n != 3; ++n) std::copy_n(images.data() + n * size, size, turned.data() + (2 - n) * size);
  auto const unthreaded = whence::test::residual_network(whence::executor::serial());
  all([&](char const* name, auto const& method) {
    auto const together = method(model, images);
    BOOST_TEST((method(unthreaded, images).values == together.values), name);
    auto const backwards = method(model, turned);
    std::size_t const cells = together.values.size() / 3;
    for (std::size_t n = 0; n != 3; ++n) {
      double const* const expected = together.values.data() + n * cells;
      BOOST_TEST(std::equal(expected, expected + cells, backwards.values.data() + (2 - n) * cells), name);
      whence::image_batch<double> alone({1, 2, 6, 8});
      std::copy_n(images.data() + n * size, size, alone.data());
      BOOST_TEST(std::equal(expected, expected + cells, method(model, alone).values.data()), name);
    }
  });
}

BOOST_AUTO_TEST_CASE(scores_classes_and_status_are_told_though_the_map_does_not_depend_on_them) {
  auto const answer = whence::fem{}(hand_network<double>(), hand_image<double>(), class_logit{1});
  BOOST_TEST(answer.scores(0) == 0.5);
  BOOST_TEST(answer.classes(0) == 1);
  BOOST_TEST((answer.status == std::vector{whence::map_status::all_zero}));
}

BOOST_AUTO_TEST_SUITE_END()
