// SPDX-License-Identifier: BSD-3-Clause
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/core/executor.hpp>
#include <whence/methods/gradient/expected_gradients.hpp>
#include <whence/scores/class_logit.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/lesser_models.hpp"
#include "support/power_model.hpp"
#include "support/residual_network.hpp"

using whence::class_logit;
using whence::expected_gradients;
using whence::image_batch;
using whence::map_status;
using whence::path_draw;
using whence::test::power_model;
using whence::test::residual_network;
using whence::test::toy_model;

namespace {

template <class Method, class Model, class Score = whence::top_logit>
constexpr bool explains = whence::attribution_method<Method, Model, Score>;

/// Reference and position by the sample.
struct given_draws {
  std::vector<path_draw> draws;
  path_draw operator()(image_batch<double> const&, std::size_t, std::size_t sample, std::size_t) const {
    return draws[sample];
  }
};

image_batch<double> random_images(std::size_t count, std::uint64_t seed) {
  return whence::test::random_tensor<double, 4>({count, 2, 6, 5}, seed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(methods_gradient_expected_gradients)

static_assert(explains<expected_gradients<float>, toy_model<float>>);
static_assert(explains<expected_gradients<double>, whence::test::no_rules, class_logit>);
static_assert(!explains<expected_gradients<float>, toy_model<double>>);
static_assert(!explains<expected_gradients<double>, whence::test::no_image_tap>);
static_assert(!explains<expected_gradients<double>, int> &&
              !explains<expected_gradients<double>, toy_model<double>, int>);
static_assert(std::copyable<expected_gradients<float>> && std::default_initializable<expected_gradients<float>>);
static_assert(std::same_as<decltype(expected_gradients{image_batch<float>{}}), expected_gradients<float>>);

BOOST_AUTO_TEST_CASE(it_is_the_mean_over_the_ways_drawn) {
  // y = x_0^2 + 2 x_1^2, slopes 2 x_0 and 4 x_1, at x = (3, 1). From the first reference, (1, 1), at the middle, (2,
  // 1): 2 * 4 and 0 * 4. From the second, (0, 0), at its end, (3, 1): 3 * 6 and 1 * 4. Means 13 and 2.
  expected_gradients<double, given_draws> method{image_batch<double>{{{{1, 1}}}, {{{0, 0}}}}};
  method.draws = {{{0, 0.5}, {1, 1.0}}};
  method.samples = 2;
  auto const answer = method(power_model<double>{}, image_batch<double>{{{{3, 1}}}}, class_logit{0});
  BOOST_TEST((answer.values == image_batch<double>{{{{13, 2}}}}));
  // y is 11, of the references 3 and 0: 15 less 11 - 3/2.
  BOOST_TEST(answer.scores(0) == 11);
  BOOST_TEST(answer.completeness_gap(0) == 5.5);
  BOOST_TEST(answer.classes(0) == 0);
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::meaningful}));
}

BOOST_AUTO_TEST_CASE(on_a_linear_network_it_is_the_way_from_the_references_drawn_times_the_slope) {
  expected_gradients<double, given_draws> method{image_batch<double>{{{{1, 1}}}, {{{0, 0}}}}};
  method.draws = {{{0, 0.1}, {1, 0.7}, {1, 0.2}, {0, 0.9}}};
  method.samples = 4;
  auto const answer = method(power_model<double>{.power = 1}, image_batch<double>{{{{3, 1}}}}, class_logit{0});
  BOOST_TEST((answer.values == image_batch<double>{{{{2.5, 1}}}}));  // 3 - 1/2, 2 (1 - 1/2)
  BOOST_TEST(answer.completeness_gap(0) == 0);                       // as many of either
}

BOOST_AUTO_TEST_CASE(the_gap_closes_with_the_samples) {
  auto const model = residual_network();
  expected_gradients method{random_images(4, 3)};
  auto const gap = [&](std::size_t samples) {
    method.samples = samples;
    double sum = 0;
    for (method.draws.seed = 0; method.draws.seed != 4; ++method.draws.seed) {
      sum += std::abs(method(model, random_images(1, 8), class_logit{1}).completeness_gap(0));
    }
    return sum / 4;
  };
  double const few = gap(10), many = gap(4000);  // 20 times as sharp, on the average
  BOOST_TEST(many < few / 5);
}

BOOST_AUTO_TEST_CASE(batch_threads_and_company_change_no_bit) {
  auto const model = residual_network();
  auto const images = random_images(3, 8);
  expected_gradients method{random_images(2, 3)};
  method.samples = 11;
  method.batch = 1;
  auto const expected = method(model, images);
  for (auto const batch : std::vector<std::size_t>{2, 3, 16, 1000}) {
    method.batch = batch;
    auto const answer = method(residual_network(whence::executor::serial()), images);
    BOOST_TEST((answer.values == expected.values));
    BOOST_TEST((answer.completeness_gap == expected.completeness_gap));
  }
  std::size_t const size = images.size() / 3;
  for (std::size_t n = 0; n != 3; ++n) {
    image_batch<double> alone({1, 2, 6, 5});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = method(model, alone);
    BOOST_TEST(std::equal(answer.values.begin(), answer.values.end(), expected.values.data() + n * size));
  }
  method.draws.seed = 1;
  BOOST_TEST((method(model, images).values != expected.values));
}

BOOST_AUTO_TEST_CASE(it_costs_what_it_says_and_keeps_no_more_than_a_batch) {
  whence::test::counting_model const model{power_model<double>{}};
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 2}, 1);
  expected_gradients method{whence::test::random_tensor<double, 4>({5, 1, 2, 2}, 2)};
  method.samples = 30;
  method.batch = 4;
  static_cast<void>(method(model, images));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.forward = 7, .record = 60, .backward = 60}));
  BOOST_TEST(model.largest_batch() == 4u);
  BOOST_TEST(model.counted().kept->most == 4u);
  BOOST_TEST(model.counted().kept->now == 0u);
}

BOOST_AUTO_TEST_CASE(its_observer_counts_every_image_and_stops_it) {
  power_model<double> const model;
  auto const images = whence::test::random_tensor<double, 4>({1, 1, 2, 2}, 1);
  expected_gradients method{whence::test::random_tensor<double, 4>({3, 1, 2, 2}, 2)};
  method.samples = 6;
  method.batch = 4;
  std::vector<std::size_t> told;
  method.observer = [&](std::size_t done, std::size_t all) {
    BOOST_TEST(all == 10u);
    told.push_back(done);
  };
  static_cast<void>(method(model, images));
  BOOST_TEST((told == std::vector<std::size_t>{1, 4, 8, 10}));
  method.observer = [](std::size_t done, std::size_t) { return done < 5; };
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::stopped_error);
  BOOST_TEST(model.kept->now == 0u);
}

BOOST_AUTO_TEST_CASE(no_samples_no_references_and_some_of_another_size_are_refused) {
  power_model<double> const model;
  image_batch<double> const image{{{{1, 2}}}};
  BOOST_CHECK_THROW(static_cast<void>(expected_gradients<double>{}(model, image)), whence::shape_error);
  expected_gradients const other{image_batch<double>{{{{1, 2, 3}}}}};
  BOOST_CHECK_THROW(static_cast<void>(other(model, image)), whence::shape_error);
  expected_gradients none{image};
  none.samples = 0;
  BOOST_CHECK_THROW(static_cast<void>(none(model, image)), whence::option_error);
}

BOOST_AUTO_TEST_CASE(logits_that_are_not_numbers_are_told) {
  double const nan = std::numeric_limits<double>::quiet_NaN();
  auto const image = whence::test::hand_image<double>();
  expected_gradients const method{image_batch<double>{{{{1, 1}, {1, 1}}}}};
  auto const answer = method(whence::test::hand_network<double>(nan), image, class_logit{0});
  BOOST_TEST((answer.status == std::vector<map_status>{map_status::logits_not_finite}));
}

BOOST_AUTO_TEST_SUITE_END()
