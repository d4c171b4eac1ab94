// SPDX-License-Identifier: BSD-3-Clause
// Modules in other numbers than the caller's.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/relu_rules/guided_relu.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::module_error;
using whence::libtorch::script_module;

namespace {

whence::libtorch::script_options in(std::optional<torch::Dtype> precision) {
  auto options = in_double();
  options.precision = precision;
  return options;
}

torch::jit::Module residual_in(torch::Dtype precision) {
  auto module = residual_module();
  module.to(precision);
  return module;
}

whence::image_batch<float> images() {
  return random_tensor<float, 4>({2, 2, 9, 8}, 4);
}

// Logits, gradient and guided gradient of both, at the body's output.
void expect_agreement(script_module const& a, script_module const& b, double bound) {
  auto const from_a = a.record(images(), a.find_tap(named_tap{"body"}));
  auto const from_b = b.record(images(), b.find_tap(named_tap{"body"}));
  auto const& cotangent = from_b.logits();
  BOOST_TEST(error_of_maximum(from_a.logits(), from_b.logits()) < bound);
  BOOST_TEST(error_of_maximum(from_a.feature_maps(), from_b.feature_maps()) < bound);
  BOOST_TEST(error_of_maximum(a.backward(from_a, cotangent), b.backward(from_b, cotangent)) < bound);
  BOOST_TEST(error_of_maximum(a.backward(from_a, cotangent, whence::guided_relu{}),
                              b.backward(from_b, cotangent, whence::guided_relu{})) < bound);
  auto const maps = from_b.feature_maps();
  BOOST_TEST(error_of_maximum(a.resume(from_a, 0, maps), b.resume(from_b, 0, maps)) < bound);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_precision)

BOOST_AUTO_TEST_CASE(a_module_in_bfloat16_takes_and_gives_single_precision) {
  auto const module = residual_in(at::kBFloat16);
  // Eight bits of mantissa, .4 percent a rounding.
  expect_agreement(script_module(module, in(std::nullopt)), script_module(module, in(at::kFloat)), 0.05);
  BOOST_TEST(module.attr("head").toModule().attr("weight").toTensor().scalar_type() == at::kBFloat16);
}

BOOST_AUTO_TEST_CASE(a_module_in_half_precision_computes_in_single_where_that_is_asked_for) {
  script_module const single(residual_in(at::kFloat), in(std::nullopt));
  // Eleven bits of mantissa: its weights are rounded by .05 percent at most.
  expect_agreement(script_module(residual_in(at::kHalf), in(at::kFloat)), single, 0.005);
}

BOOST_AUTO_TEST_CASE(half_precision_works_or_is_refused_with_the_option_that_helps) {
  auto const module = residual_in(at::kHalf);
  try {
    expect_agreement(script_module(module, in(std::nullopt)), script_module(module, in(at::kFloat)), 0.01);
  } catch (module_error const& complaint) {  // LibTorch 1.13 has no such convolution on a CPU
    BOOST_TEST(complaint.expected().find("script_options::precision = torch::kFloat") != std::string::npos);
    BOOST_TEST(complaint.got().find("'Half'") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_frozen_modules_constants_are_converted_too) {
  auto module = residual_in(at::kHalf);
  module.register_attribute("training", c10::BoolType::get(), false);
  for (torch::jit::Module part : module.children()) part.register_attribute("training", c10::BoolType::get(), false);
  script_module const frozen(torch::jit::freeze(module.deepcopy()), in(at::kFloat));
  script_module const whole(module, in(at::kFloat));
  auto const expected = whole.record(images(), whole.image_tap());
  auto const record = frozen.record(images(), frozen.image_tap());
  BOOST_TEST(same_bits(record.logits(), expected.logits()));
  BOOST_TEST(same_bits(frozen.backward(record, expected.logits()), whole.backward(expected, expected.logits())));
}

BOOST_AUTO_TEST_CASE(whole_numbers_stay_whole) {
  // An index in a buffer, as windows of attention have it.
  torch::jit::Module module("Indexed");
  module.register_parameter("weight", made_up({3, 2}, 1), false);
  module.register_buffer("index", at::tensor({1, 0}, at::kLong));
  module.define(
      "def forward(self, x):\n"
      "  return torch.matmul(torch.mean(x, [2, 3])[:, self.index], self.weight.t())\n");
  auto const wide = script_module(module, in(at::kDouble)).forward(images());
  BOOST_TEST(error_of_maximum(script_module(module, in(at::kFloat)).forward(images()), wide) < 1e-6);
}

BOOST_AUTO_TEST_SUITE_END()
