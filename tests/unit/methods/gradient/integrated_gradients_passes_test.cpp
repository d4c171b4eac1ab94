// SPDX-License-Identifier: BSD-3-Clause
// What integrated gradients cost, and what their answer does not depend on.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <utility>
#include <vector>
#include <whence/core/executor.hpp>
#include <whence/methods/baselines/blurred_baseline.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>

#include "support/counting_model.hpp"
#include "support/hand_network.hpp"
#include "support/power_model.hpp"
#include "support/residual_network.hpp"

using whence::image_batch;
using whence::integrated_gradients;
using whence::test::hand_network;
using whence::test::power_model;
using whence::test::residual_network;

BOOST_AUTO_TEST_SUITE(methods_gradient_integrated_gradients_passes)

BOOST_AUTO_TEST_CASE(batch_and_company_change_no_bit) {
  auto const model = residual_network();
  auto const images = whence::test::random_tensor<double, 4>({3, 2, 6, 5}, 11);
  integrated_gradients method{whence::blurred_baseline{1}};
  method.steps = 11;
  method.batch = 1;
  auto const expected = method(model, images);
  auto const equal = [&](auto const& left, auto const& right) {
    return left.values == right.values && left.completeness_gap == right.completeness_gap &&
           left.scores == right.scores && left.classes == right.classes && left.status == right.status;
  };
  for (auto const batch : std::vector<std::size_t>{2, 3, 11, 16, 1000}) {
    method.batch = batch;
    BOOST_TEST(equal(method(model, images), expected));
  }
  BOOST_TEST(equal(method(residual_network(whence::executor::serial()), images), expected));
  std::size_t const size = images.size() / 3;
  for (std::size_t n = 0; n != 3; ++n) {
    image_batch<double> alone({1, 2, 6, 5});
    std::copy_n(images.data() + n * size, size, alone.data());
    auto const answer = method(model, alone);
    BOOST_TEST(std::equal(answer.values.begin(), answer.values.end(), expected.values.data() + n * size));
    BOOST_TEST(answer.completeness_gap(0) == expected.completeness_gap(n));
  }
}

BOOST_AUTO_TEST_CASE(it_costs_what_it_says) {
  whence::test::counting_model const model{hand_network<double>()};
  auto const images = whence::test::random_tensor<double, 4>({3, 1, 2, 2}, 1);
  static_cast<void>(integrated_gradients{}(model, images));
  BOOST_TEST((model.counts() == whence::test::pass_counts{.forward = 6, .record = 150, .backward = 150}));
  BOOST_TEST(model.largest_batch() == 16);
}

BOOST_AUTO_TEST_CASE(however_many_steps_no_more_than_a_batch_of_images_is_kept) {
  power_model<double> const model;
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 4, 4}, 1);
  integrated_gradients method;
  method.steps = 500;
  method.batch = 8;
  static_cast<void>(method(model, images));
  BOOST_TEST(model.kept->most == 8u);
  BOOST_TEST(model.kept->now == 0u);
  whence::test::counting_model const counted{model};
  method.batch = 1;
  static_cast<void>(method(counted, images));
  BOOST_TEST(counted.largest_batch() == 1u);
}

BOOST_AUTO_TEST_CASE(its_observer_is_told_and_stops_it_and_nothing_is_left_behind) {
  power_model<double> const model;
  auto const images = whence::test::random_tensor<double, 4>({2, 1, 2, 2}, 1);
  integrated_gradients method;
  method.steps = 20;
  method.batch = 8;
  std::vector<std::pair<std::size_t, std::size_t>> told;
  method.observer = [&](std::size_t done, std::size_t all) { told.emplace_back(done, all); };
  auto const expected = method(model, images);
  // Two images, two baselines, and twice 8 + 8 + 4 steps.
  std::vector<std::size_t> const stages{2, 4, 12, 20, 24, 32, 40, 44};
  BOOST_TEST_REQUIRE(told.size() == stages.size());
  for (std::size_t i = 0; i != told.size(); ++i) BOOST_TEST((told[i] == std::pair{stages[i], std::size_t{44}}));

  method.observer = [](std::size_t done, std::size_t) { return done < 20; };
  BOOST_CHECK_THROW(static_cast<void>(method(model, images)), whence::stopped_error);
  BOOST_TEST(model.kept->now == 0u);
  method.observer = {};
  BOOST_TEST((method(model, images).values == expected.values));
}

BOOST_AUTO_TEST_SUITE_END()
