// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/executor.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>
#include <whence/methods/wrappers/smooth_statistic.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/power_model.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::gaussian_noise;
using whence::grad_cam;
using whence::image_batch;
using whence::input_gradient;
using whence::map_status;
using whence::smooth_grad;
using whence::smooth_statistic;
using whence::test::power_model;
using whence::test::residual_network;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// The sample's number times a step, at every pixel.
struct stepwise_noise {
  double step = 1;
  template <class T>
  void operator()(image_batch<T> const&, std::size_t, std::size_t sample, std::span<T> out) const {
    std::ranges::fill(out, static_cast<T>(step * static_cast<double>(sample)));
  }
};

image_batch<double> some_images(std::size_t count) {
  return whence::test::random_tensor<double, 4>({count, 2, 6, 5}, 11);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_wrappers_smooth_grad)

static_assert(explains<smooth_grad<>, toy_model<float>> && explains<smooth_grad<>, toy_model<double>, class_logit>);
static_assert(explains<smooth_grad<grad_cam<>>, whence::test::no_image_tap>);
static_assert(explains<smooth_grad<smooth_grad<whence::integrated_gradients<>>>, toy_model<double>>);
static_assert(!explains<smooth_grad<>, whence::test::no_image_tap> && !explains<smooth_grad<>, int>);
static_assert(!explains<smooth_grad<>, toy_model<double>, int> && !explains<smooth_grad<int>, toy_model<double>>);
static_assert(!explains<smooth_grad<input_gradient, int>, toy_model<double>>);
static_assert(std::copyable<smooth_grad<>> && std::default_initializable<smooth_grad<>>);
static_assert(std::same_as<decltype(smooth_grad{}), smooth_grad<input_gradient>>);
static_assert(std::same_as<decltype(smooth_grad{grad_cam{}}), smooth_grad<grad_cam<>>>);
static_assert(std::same_as<decltype(smooth_grad{input_gradient{}, stepwise_noise{}}),
                           smooth_grad<input_gradient, stepwise_noise>>);

BOOST_AUTO_TEST_CASE(means_squares_and_variances_are_those_of_the_copies_answers) {
  // y = x_0^2 + 2 x_1^2, slopes 2 x_0 and 4 x_1, at x = (1, -1) and noise 0, 1, 2: 2 4 6 and -4 0 4. Their squares: 4
  // 16 36 and 16 0 16.
  smooth_grad method{input_gradient{}, stepwise_noise{}};
  method.samples = 3;
  auto const by = [&](smooth_statistic statistic) {
    method.statistic = statistic;
    return method(power_model<double>{}, image_batch<double>{{{{1, -1}}}}, class_logit{0});
  };
  auto const mean = by(smooth_statistic::mean);
  BOOST_TEST((mean.values == image_batch<double>{{{{4, 0}}}}));
  BOOST_TEST(whence::test::error_of_maximum(by(smooth_statistic::squared).values,
                                            image_batch<double>{{{{56.0 / 3, 32.0 / 3}}}}) < 1e-15);
  BOOST_TEST(whence::test::error_of_maximum(by(smooth_statistic::variance).values,
                                            image_batch<double>{{{{8.0 / 3, 32.0 / 3}}}}) < 1e-15);
  // The score is the clean image's.
  BOOST_TEST(mean.scores(0) == 3);
  BOOST_TEST(mean.classes(0) == 0);
  BOOST_TEST((mean.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(what_is_averaged_is_what_the_method_answers) {
  // Of the slopes -4 0 4 nothing is left, of their sizes 8/3.
  smooth_grad method{whence::saliency{}, stepwise_noise{}};
  method.samples = 3;
  auto const answer = method(power_model<double>{}, image_batch<double>{{{{1, -1}}}}, class_logit{0});
  BOOST_TEST(whence::test::error_of_maximum(answer.values, image_batch<double>{{{{4, 8.0 / 3}}}}) < 1e-15);
}

BOOST_AUTO_TEST_CASE(copies_are_asked_what_the_clean_image_was_asked) {
  // Class 1 of slopes -1 is the clean image's; the copies, pushed up by 10 and 20, would all be of class 0.
  power_model<double> const model;
  image_batch<double> const image{{{{-0.5, -0.5}}}};  // z_0 = 3/4, z_1 = 1
  smooth_grad method{input_gradient{}, stepwise_noise{10}};
  method.samples = 3;
  auto const answer = method(model, image);
  BOOST_TEST(answer.classes(0) == 1);
  BOOST_TEST((answer.values == image_batch<double>{{{{-1, -1}}}}));
}

BOOST_AUTO_TEST_CASE(without_noise_the_mean_is_the_methods_answer_to_the_bit) {
  auto const model = residual_network();
  auto const images = some_images(2);
  smooth_grad method;
  method.noise.relative = 0;
  BOOST_TEST((method(model, images).values == input_gradient{}(model, images).values));
  method.statistic = smooth_statistic::variance;
  auto const none = method(model, images);
  BOOST_TEST((none.status == std::vector<map_status>(2, map_status::all_zero)));
}

BOOST_AUTO_TEST_CASE(class_maps_stay_class_maps_and_keep_their_place) {
  auto const model = residual_network();
  auto const images = some_images(2);
  smooth_grad method{grad_cam{whence::named_tap{"pool"}}};
  method.noise.relative = 0;
  method.samples = 3;
  auto const answer = method(model, images);
  auto const plain = method.method(model, images);
  BOOST_TEST((answer.values == plain.values));
  BOOST_TEST((answer.geometry == plain.geometry));
  method.noise.relative = 0.5;
  BOOST_TEST((method(model, images).values != plain.values));
}

BOOST_AUTO_TEST_CASE(batch_threads_and_company_change_no_bit) {
  auto const model = residual_network();
  auto const images = some_images(3);
  smooth_grad method;
  method.samples = 11;
  method.batch = 1;
  for (auto const statistic : {smooth_statistic::mean, smooth_statistic::squared, smooth_statistic::variance}) {
    method.statistic = statistic;
    method.batch = 1;
    auto const expected = method(model, images);
    for (auto const batch : std::vector<std::size_t>{2, 3, 16, 1000}) {
      method.batch = batch;
      BOOST_TEST((method(residual_network(whence::executor::serial()), images).values == expected.values));
    }
    std::size_t const size = images.size() / 3;
    for (std::size_t n = 0; n != 3; ++n) {
      image_batch<double> alone({1, 2, 6, 5});
      std::copy_n(images.data() + n * size, size, alone.data());
      auto const answer = method(model, alone);
      BOOST_TEST(std::equal(answer.values.begin(), answer.values.end(), expected.values.data() + n * size));
    }
  }
  auto const before = method(model, images).values;
  method.noise.seed = 1;
  BOOST_TEST((method(model, images).values != before));
}

BOOST_AUTO_TEST_CASE(it_costs_what_it_says_and_keeps_no_more_than_a_batch) {
  whence::test::counting_model const model{power_model<double>{}};
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 2}, 1);
  smooth_grad method;
  method.batch = 8;
  static_cast<void>(method(model, images));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.forward = 2, .record = 100, .backward = 100}));
  BOOST_TEST(model.largest_batch() == 8u);
  BOOST_TEST(model.counted().kept->most == 8u);
}

BOOST_AUTO_TEST_CASE(its_observer_is_told_and_stops_it) {
  power_model<double> const model;
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 2, 2}, 1);
  smooth_grad method;
  method.samples = 10;
  method.batch = 4;
  std::vector<std::size_t> told;
  method.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(all == 11u);
    told.push_back(done);
  };
  static_cast<void>(method(model, images));
  BOOST_TEST((told == std::vector<std::size_t>{1, 5, 9, 11}));
  method.observer = [](std::size_t done, std::size_t) { return done < 5; };
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::stopped_error);
  BOOST_TEST(model.kept->now == 0u);
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
  power_model<double> const model;
  image_batch<double> const image{{{{1, 2}}}};
  smooth_grad method;
  method.noise.relative = -1;
  BOOST_CHECK_THROW(static_cast<void>(method(model, image)), whence::option_error);
  method.samples = 0;
  BOOST_CHECK_THROW(static_cast<void>(method(model, image)), whence::option_error);
  BOOST_CHECK_THROW(static_cast<void>(smooth_grad<>{.batch = 0}(model, image)), whence::shape_error);
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_in_one_copy_spoils_the_image) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const image = whence::test::hand_image<double>();
  auto const answer = smooth_grad{}(whence::test::hand_network<double>(nan), image, class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
  // z_0 = 1 / x_0 + 2 / x_1: only the second copy of (-1, 1) has an infinite one, and class 1 is asked about.
  smooth_grad method{input_gradient{}, stepwise_noise{}};
  method.samples = 3;
  auto const one = method(power_model<double>{.power = -1}, image_batch<double>{{{{-1, 1}}}}, class_logit{1});
  BOOST_TEST((one.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
