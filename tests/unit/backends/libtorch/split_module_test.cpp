// SPDX-License-Identifier: BSD-3-Clause
#include <torch/nn.h>

#include <boost/test/unit_test.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/sequential_module.hpp>
#include <whence/backends/libtorch/split_module.hpp>
#include <whence/backends/libtorch/split_options.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "small_sequential.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::split_module;

namespace {

// Cut behind the convolution: the head begins with a ReLU that works in place on what it is given.
auto halves() {
  auto const whole = small_sequential(at::kDouble);
  auto const from = [whole](std::size_t first, std::size_t last) {
    return [whole, first, last](at::Tensor values) {
      for (std::size_t i = first; i != last; ++i)
        values = (whole.ptr()->begin() + static_cast<long>(i))->forward(values);
      return values;
    };
  };
  auto const body = from(0, 1);
  auto const head = from(1, 8);
  return split_module<std::remove_const_t<decltype(body)>, std::remove_const_t<decltype(head)>, double>(
      body, head, {torch::kCPU, torch::kDouble, {}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_split_module)

BOOST_AUTO_TEST_CASE(two_functions_obey_the_laws_though_the_head_works_in_place) {
  auto const model = halves();
  auto const report =
      whence::check_laws(model, random_tensor<double, 4>({2, 2, 12, 10}, 11), {model.find_tap(named_tap{"body"})});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(modules_of_torch_nn_are_halves_where_their_weights_are) {
  torch::nn::Sequential body(torch::nn::Conv2d(2, 3, 3), torch::nn::ReLU());
  torch::nn::Sequential head(torch::nn::AdaptiveAvgPool2d(1), torch::nn::Flatten(), torch::nn::Linear(3, 2));
  body->eval();
  head->eval();
  split_module const model(body, head);
  auto const images = random_tensor<float, 4>({2, 2, 7, 6}, 12);
  // LibTorch's kernels sum in another order for other batches.
  whence::law_tolerances<float> tolerances;
  tolerances.batching = 1e-5;
  auto const report = whence::check_laws(model, images, tolerances);
  BOOST_TEST(report.passed(), report);
  auto const record = model.record(images, model.find_tap(whence::deepest_tap{}));
  BOOST_TEST(record.feature_maps().shape(1) == 3u);
  BOOST_TEST(!record.geometry().has_value());
}

BOOST_AUTO_TEST_CASE(both_halves_in_one_module_agree_with_it) {
  auto const split = halves();
  whence::libtorch::basic_sequential_module<double> const whole(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  auto const images = random_tensor<double, 4>({2, 2, 12, 10}, 13);
  auto const a = split.record(images, split.find_tap(named_tap{"body"}));
  auto const b = whole.record(images, whole.find_tap(named_tap{"conv"}));
  BOOST_TEST(same_bits(a.feature_maps(), b.feature_maps()));
  BOOST_TEST(same_bits(split.backward(a, a.logits()), whole.backward(b, b.logits())));
}

BOOST_AUTO_TEST_CASE(the_geometry_is_the_callers) {
  torch::nn::Sequential body(torch::nn::Conv2d(2, 3, 3));
  auto const head = [](at::Tensor const& maps) { return maps.mean({2, 3}); };
  body->eval();
  whence::libtorch::split_options options;
  options.geometry = whence::tap_geometry{{1.0, 1.0, 7}, {1.0, 1.0, 6}};
  split_module const model(body, head, options);
  auto const record = model.record(random_tensor<float, 4>({1, 2, 7, 6}, 12), model.find_tap(whence::deepest_tap{}));
  BOOST_TEST((record.geometry() == options.geometry));
}

BOOST_AUTO_TEST_CASE(nobody_sees_the_relus_of_a_function) {
  static_assert(!whence::differentiable_under<decltype(halves()), whence::guided_relu>);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  auto const model = halves();
  BOOST_CHECK_THROW((void)model.find_tap(named_tap{"head"}), whence::unknown_tap_error);
  BOOST_CHECK_THROW((void)model.forward(random_tensor<double, 4>({1, 3, 12, 10}, 1)), whence::libtorch::module_error);
  BOOST_CHECK_THROW((void)model.forward(random_tensor<double, 4>({0, 2, 12, 10}, 1)), whence::shape_error);
  torch::nn::Sequential trains(torch::nn::Conv2d(2, 3, 3));
  auto const head = [](at::Tensor const& maps) { return maps.mean({2, 3}); };
  BOOST_CHECK_THROW((split_module(trains, head)), whence::libtorch::module_error);
}

BOOST_AUTO_TEST_SUITE_END()
