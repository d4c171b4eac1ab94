// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/module_record.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/libtorch/script_options.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_module)

BOOST_AUTO_TEST_CASE(a_module_that_works_in_place_on_a_skip_connection_obeys_the_laws_at_every_tap) {
  double_module const model(residual_module(), in_double());
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 11);
  std::vector<whence::libtorch::module_tap> taps;
  for (auto const& tap : model.taps()) taps.push_back(model.find_tap(named_tap{tap.name}));
  BOOST_TEST(taps.size() == 5);  // stem, relu#1, body, relu#2, head
  auto const report = whence::check_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(single_precision_obeys_the_laws_to_its_rounding) {
  whence::libtorch::script_options options = in_double();
  options.precision = torch::kFloat;
  whence::libtorch::script_module const model(residual_module(), options);
  // LibTorch's kernels sum in another order for other batches.
  whence::law_tolerances<float> tolerances;
  tolerances.batching = 1e-5;
  tolerances.resuming = 1e-5;
  auto const images = random_tensor<float, 4>({2, 2, 9, 8}, 11);
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"stem"})}, tolerances);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(it_says_how_many_classes_and_channels_there_are) {
  double_module const model(residual_module(), in_double());
  BOOST_TEST(model.classes() == 3u);
  BOOST_TEST(model.input_channels() == 2u);
  BOOST_TEST(model.forward(random_tensor<double, 4>({4, 2, 9, 8}, 11)).shape(1) == model.classes());
}

BOOST_AUTO_TEST_CASE(the_module_in_hand_is_never_changed) {
  auto const module = residual_module();
  at::Tensor const weight = module.attr("stem").toModule().attr("weight").toTensor();
  at::Tensor const before = weight.clone();
  auto options = in_double();
  options.precision = torch::kFloat;
  whence::libtorch::script_module const model(module, options);
  (void)model.forward(random_tensor<float, 4>({1, 2, 9, 8}, 11));
  BOOST_TEST(weight.scalar_type() == at::kDouble);
  BOOST_TEST(weight.equal(before));
  BOOST_TEST(!weight.requires_grad());
}

BOOST_AUTO_TEST_CASE(nothing_before_the_tap_is_run_again_behind_it) {
  // The tail behind the sum holds no convolution; that behind the stem, which a skip connection passes by, only body's.
  double_module const model(residual_module(), in_double());
  auto const recorded = whence::libtorch::detail::plan_recorder(true).record(
      residual_module(), at::zeros({1, 2, 9, 8}, at::kDouble), in_double());
  auto const convolutions_behind = [&](std::string const& name) {
    auto const slot = model.find_tap(named_tap{name}).value;
    std::size_t count = 0;
    for (std::size_t const i : whence::libtorch::detail::cut_at(recorded, slot).tail.code) {
      count += recorded.code[i].kind == "aten::conv2d" ? 1 : 0;
    }
    return count;
  };
  BOOST_TEST(convolutions_behind("relu") == 0u);
  BOOST_TEST(convolutions_behind("body") == 0u);
  BOOST_TEST(convolutions_behind("stem") == 1u);
}

BOOST_AUTO_TEST_CASE(a_callers_inference_mode_does_not_forbid_gradients) {
  c10::InferenceMode const mode;
  double_module const model(residual_module(), in_double());
  auto const record = model.record(random_tensor<double, 4>({1, 2, 9, 8}, 11), model.find_tap(whence::deepest_tap{}));
  BOOST_CHECK_NO_THROW((void)model.backward(record, record.logits()));
}

BOOST_AUTO_TEST_SUITE_END()
