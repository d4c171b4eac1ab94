// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/executor.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/smooth_grad_cam_plus_plus.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::image_batch;
using whence::map_batch;
using whence::map_status;
using whence::named_tap;
using whence::smooth_grad_cam_plus_plus;
using whence::test::error_of_maximum;
using whence::test::hand_image;
using whence::test::hand_network;
using whence::test::residual_network;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// Four times the sample's number, at every pixel.
struct stepwise_noise {
  template <class T>
  void operator()(image_batch<T> const&, std::size_t, std::size_t sample, std::span<T> out) const {
    std::ranges::fill(out, static_cast<T>(4 * sample));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_cam_smooth_grad_cam_plus_plus)

static_assert(explains<smooth_grad_cam_plus_plus<>, toy_model<float>>);
static_assert(explains<smooth_grad_cam_plus_plus<named_tap>, whence::test::no_image_tap, class_logit>);
static_assert(explains<smooth_grad_cam_plus_plus<whence::test::toy_tap>, whence::test::no_find_tap>);
static_assert(!explains<smooth_grad_cam_plus_plus<>, whence::test::no_backward>);
static_assert(!explains<smooth_grad_cam_plus_plus<>, whence::test::no_find_tap>);
static_assert(!explains<smooth_grad_cam_plus_plus<>, int>);
static_assert(!explains<smooth_grad_cam_plus_plus<whence::deepest_tap, int>, toy_model<double>>);
static_assert(std::copyable<smooth_grad_cam_plus_plus<>> && std::default_initializable<smooth_grad_cam_plus_plus<>>);
static_assert(std::same_as<decltype(smooth_grad_cam_plus_plus{}), smooth_grad_cam_plus_plus<whence::deepest_tap>>);

BOOST_AUTO_TEST_CASE(where_gradients_do_not_change_it_is_the_formula_of_one_gradient) {
  // Behind the ReLU g = (2, 1) / 4, whatever the noise; A = (1 0; 3 0) and (0 2; 0 0). alpha = 1 / (2 + 4/2) and
  // 1 / (2 + 2/4); w = 4 alpha g = 1/2 and 2/5.
  auto const answer = smooth_grad_cam_plus_plus{}(hand_network<double>(), hand_image<double>());
  BOOST_TEST(error_of_maximum(answer.values, map_batch<double>{{{0.5, 0.8}, {1.5, 0}}}) < 1e-15);
  BOOST_TEST(answer.scores(0) == 3);
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.geometry == whence::tap_geometry{{1, 0, 2}, {1, 0, 2}}));
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
  // With g above the fraction of alpha instead of g^2: w is 1 and 8/5.
  smooth_grad_cam_plus_plus printed;
  printed.printed_numerator = true;
  auto const other = printed(hand_network<double>(), hand_image<double>());
  BOOST_TEST(error_of_maximum(other.values, map_batch<double>{{{1, 3.2}, {3, 0}}}) < 1e-15);
}

BOOST_AUTO_TEST_CASE(powers_are_averaged_before_they_are_divided) {
  // In front of the ReLU g_1 = 1/2 where x > 0 and g_2 = 1/4 where x < 0. x = (1 -2; 3 0), and (5 2; 7 4) with noise:
  // D1 = (1/2 1/4; 1/2 1/4), D2 half and D3 a quarter of it; sum of x is 2, so alpha = 1/2 / (1 + 2/4) = 1/3 and w_1 =
  // 1/3 * 3/2. For -x, of sum -2, only one cell: D1 = 1/8, D2 = 1/32, D3 = 1/128, alpha = 4 / (8 - 2) = 2/3, w_2 =
  // 1/12.
  smooth_grad_cam_plus_plus<named_tap, stepwise_noise> method{named_tap{"convolution"}};
  method.samples = 2;
  method.keep_signed = true;
  double const weight = 1.0 / 2 - 1.0 / 12;
  auto const answer = method(hand_network<double>(), hand_image<double>());
  BOOST_TEST(error_of_maximum(answer.values, map_batch<double>{{{weight, -2 * weight}, {3 * weight, 0}}}) < 1e-14);
  method.keep_signed = false;
  auto const clipped = method(hand_network<double>(), hand_image<double>());
  BOOST_TEST(error_of_maximum(clipped.values, map_batch<double>{{{weight, 0}, {3 * weight, 0}}}) < 1e-14);
}

BOOST_AUTO_TEST_CASE(without_noise_it_is_grad_cam_plus_plus) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 11);
  for (char const* const tap : {"stem_relu", "sum", "pool"}) {
    smooth_grad_cam_plus_plus method{named_tap{tap}};
    method.noise.relative = 0;
    method.samples = 3;
    auto const expected = whence::grad_cam_plus_plus{named_tap{tap}}(model, images);
    auto const answer = method(model, images);
    BOOST_TEST(error_of_maximum(answer.values, expected.values) < 1e-13);
    BOOST_TEST((answer.geometry == expected.geometry));
    // Behind the last ReLU noise only moves the gradients within their pooling windows: the sums stay.
    method.noise.relative = 0.5;
    bool const stays = error_of_maximum(method(model, images).values, expected.values) < 1e-3;
    BOOST_TEST(stays == (std::string(tap) != "stem_relu"));
  }
}

BOOST_AUTO_TEST_CASE(gradients_against_the_answer_and_none_at_all_weigh_nothing) {
  // Class 1 behind the ReLU: g = (-1/4, 3/4). Only the second map, of sum 2, counts: w = 4 * 3/4 / (2 + 3/2) = 6/7.
  auto const answer = smooth_grad_cam_plus_plus{}(hand_network<double>(), hand_image<double>(), class_logit{1});
  BOOST_TEST(error_of_maximum(answer.values, map_batch<double>{{{0, 12.0 / 7}, {0, 0}}}) < 1e-15);
  // A black image without noise opens no ReLU: no gradient in front of it.
  smooth_grad_cam_plus_plus method{named_tap{"convolution"}};
  auto const black = method(hand_network<double>(), image_batch<double>{{{{0, 0}, {0, 0}}}});
  BOOST_TEST((black.status == std::vector<map_status>{map_status::all_zero}));
}

BOOST_AUTO_TEST_CASE(copies_are_asked_what_the_clean_image_was_asked) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 11);
  smooth_grad_cam_plus_plus method{named_tap{"stem_relu"}};
  method.noise.absolute = 3;  // enough to change top classes
  auto const top = method(model, images);
  auto const named = method(model, images, class_logit{{top.classes(0), top.classes(1)}});
  BOOST_TEST((top.values == named.values));
}

BOOST_AUTO_TEST_CASE(batch_threads_and_company_change_no_bit) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 5}, 11);
  smooth_grad_cam_plus_plus method{named_tap{"stem_relu"}};
  method.samples = 11;
  method.batch = 1;
  auto const expected = method(model, images);
  for (auto const batch : std::vector<std::size_t>{2, 3, 16, 1000}) {
    method.batch = batch;
    BOOST_TEST((method(residual_network(whence::executor::serial()), images).values == expected.values));
  }
  std::size_t const size = images.size() / 3, cells = expected.values.size() / 3;
  for (std::size_t n = 0; n != 3; ++n) {
    image_batch<double> alone({1, 2, 6, 5});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = method(model, alone);
    BOOST_TEST(std::equal(answer.values.begin(), answer.values.end(), expected.values.data() + n * cells));
  }
  method.noise.seed = 1;
  BOOST_TEST((method(model, images).values != expected.values));
}

BOOST_AUTO_TEST_CASE(it_costs_what_it_says_and_its_observer_stops_it) {
  whence::test::counting_model const model{residual_network()};
  auto const images = whence::test::random_tensor<double, 4>({2, 2, 6, 5}, 11);
  smooth_grad_cam_plus_plus method;
  method.samples = 6;
  method.batch = 4;
  std::vector<std::size_t> told;
  method.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(all == 14u);
    told.push_back(done);
  };
  static_cast<void>(method(model, images));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.record = 14, .backward = 12}));
  BOOST_TEST(model.largest_batch() == 4u);
  BOOST_TEST((told == std::vector<std::size_t>{2, 6, 8, 12, 14}));
  method.observer = [](std::size_t done, std::size_t) { return done < 6; };
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::stopped_error);
  method.samples = 0;
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::option_error);
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const answer = smooth_grad_cam_plus_plus{}(hand_network<double>(nan), hand_image<double>(), class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
