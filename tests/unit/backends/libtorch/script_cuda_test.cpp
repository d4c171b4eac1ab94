// SPDX-License-Identifier: BSD-3-Clause
// The same on a CUDA device, where there is one.
#include <torch/cuda.h>
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <iostream>
#include <whence/backends/libtorch/deterministic_scope.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

bool no_device() {
  if (torch::cuda::is_available()) return false;
  std::cout << "skipped: no device\n";
  return true;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_cuda)

BOOST_AUTO_TEST_CASE(without_a_choice_the_device_is_the_best_there_is) {
  auto options = in_double();
  options.device.reset();
  double_module const model(residual_module(), options);
  BOOST_TEST(model.device().is_cuda() == torch::cuda::is_available());
  if (no_device()) return;
}

BOOST_AUTO_TEST_CASE(a_module_on_a_device_obeys_the_laws) {
  if (no_device()) return;
  whence::libtorch::deterministic_scope const strict;
  auto options = in_double();
  options.device = torch::kCUDA;
  double_module const model(residual_module(), options);
  // cuDNN chooses other kernels for other batches.
  whence::law_tolerances<double> tolerances;
  tolerances.batching = 1e-12;
  tolerances.resuming = 1e-12;
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"stem"})}, tolerances);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(device_and_host_agree) {
  if (no_device()) return;
  whence::libtorch::deterministic_scope const strict;
  auto options = in_double();
  double_module const host(residual_module(), options);
  options.device = torch::kCUDA;
  double_module const device(residual_module(), options);
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  auto const a = host.record(images, host.image_tap());
  auto const b = device.record(images, device.image_tap());
  BOOST_TEST(error_of_maximum(b.logits(), a.logits()) < 1e-12);
  auto const expected = host.backward(a, a.logits(), whence::guided_relu{});
  BOOST_TEST(error_of_maximum(device.backward(b, a.logits(), whence::guided_relu{}), expected) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
