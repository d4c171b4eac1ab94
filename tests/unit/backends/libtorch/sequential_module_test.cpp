// SPDX-License-Identifier: BSD-3-Clause
#include <torch/nn.h>

#include <boost/test/unit_test.hpp>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/sequential_module.hpp>
#include <whence/backends/libtorch/sequential_options.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "small_sequential.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_sequential_module<double>;

namespace {

/// A rule with a setting.
struct larger_than {
  double least = 0;

  template <class T>
  constexpr auto operator()(T const&, T const& gradient) const {
    return gradient > least;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_sequential_module)

BOOST_AUTO_TEST_CASE(layers_that_work_in_place_obey_the_laws_at_every_tap) {
  double_module const model(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  auto const images = random_tensor<double, 4>({2, 2, 12, 10}, 11);
  std::vector<whence::libtorch::module_tap> taps;
  for (auto const& tap : model.taps()) {
    if (tap.name != "flatten") taps.push_back(model.find_tap(named_tap{tap.name}));
  }
  auto const report = whence::check_laws(model, images, taps);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(single_precision_obeys_the_laws_to_its_rounding) {
  whence::libtorch::sequential_module const model(small_sequential(at::kFloat), {{1, 2, 12, 10}});
  auto const images = random_tensor<float, 4>({2, 2, 12, 10}, 11);
  // LibTorch's kernels sum in another order for other batches.
  whence::law_tolerances<float> tolerances;
  tolerances.batching = 1e-5;
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"conv"})}, tolerances);
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(taps_have_the_layers_names_and_know_where_they_look) {
  double_module const model(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  auto const taps = model.taps();
  BOOST_REQUIRE(taps.size() == 8);
  BOOST_TEST(taps[0].name == "conv");
  BOOST_TEST(taps[0].kind == "Conv2d");
  // kernel 3, stride 2, padding 1: ceil(12 / 2) x ceil(10 / 2) cells, the first centred on pixel (3 - 1) / 2 - 1 = 0.
  BOOST_TEST(taps[0].height == 6u);
  BOOST_TEST(taps[0].width == 5u);
  BOOST_TEST(taps[0].geometry->rows.stride == 2.0);
  BOOST_TEST(taps[0].geometry->rows.offset == 0.0);
  // Behind it a pool, kernel 2, stride 1: half a cell further, of two pixels a cell.
  BOOST_TEST(taps[3].name == "pool");
  BOOST_TEST(taps[3].geometry->columns.offset == 1.0);
  BOOST_TEST(!taps.back().geometry.has_value());
  BOOST_TEST((model.find_tap(whence::deepest_tap{}) == model.find_tap(named_tap{"gate"})));
}

BOOST_AUTO_TEST_CASE(a_tap_behind_another_size_of_images_knows_its_place) {
  double_module const model(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  auto const images = random_tensor<double, 4>({1, 2, 20, 16}, 12);
  auto const record = model.record(images, model.find_tap(named_tap{"pool"}));
  BOOST_TEST(record.geometry()->rows.pixels == 20u);
  BOOST_TEST(record.geometry()->rows.offset == 1.0);
  BOOST_TEST(model.taps(20, 16)[0].height == 10u);
}

BOOST_AUTO_TEST_CASE(a_ceiling_is_a_gate_under_every_rule) {
  // One ReLU6 at x = -1, 3, 7, and weights of one behind it: y = sum(relu6(x)), so g = 1 everywhere.
  torch::nn::Sequential net(torch::nn::ReLU6(), torch::nn::Flatten(), torch::nn::Linear(3, 1));
  net->to(at::kDouble);
  net->eval();
  {
    torch::NoGradGuard const no_gradients;
    net->parameters()[0].fill_(1);
  }
  double_module const model(net, {{1, 1, 1, 3}});
  whence::image_batch<double> const images{{{{-1.0, 3.0, 7.0}}}};
  auto const record = model.record(images, model.image_tap());
  whence::logit_matrix<double> const cotangent{{1.0}};
  whence::feature_tensor<double> const guided{{{{0.0, 1.0, 0.0}}}};
  whence::feature_tensor<double> const deconvnet{{{{1.0, 1.0, 0.0}}}};
  BOOST_TEST(same_bits(model.backward(record, cotangent), guided));
  BOOST_TEST(same_bits(model.backward(record, cotangent, whence::guided_relu{}), guided));
  BOOST_TEST(same_bits(model.backward(record, cotangent, whence::deconvnet_relu{}), deconvnet));
}

BOOST_AUTO_TEST_CASE(a_rule_keeps_its_settings) {
  // One ReLU at x = -1, 3, 7, and weights of 1, 2, 3 behind it, which are the gradients that reach it.
  torch::nn::Sequential net(torch::nn::ReLU(), torch::nn::Flatten(), torch::nn::Linear(3, 1));
  net->to(at::kDouble);
  net->eval();
  {
    torch::NoGradGuard const no_gradients;
    net->parameters()[0].copy_(at::tensor({1.0, 2.0, 3.0}));
  }
  double_module const model(net, {{1, 1, 1, 3}});
  auto const record = model.record({{{{-1.0, 3.0, 7.0}}}}, model.image_tap());
  auto const passing = [&](double least) { return model.backward(record, {{1.0}}, larger_than{least}); };
  BOOST_TEST(same_bits(passing(0.0), whence::feature_tensor<double>{{{{1.0, 2.0, 3.0}}}}));
  BOOST_TEST(same_bits(passing(1.5), whence::feature_tensor<double>{{{{0.0, 2.0, 3.0}}}}));
}

BOOST_AUTO_TEST_CASE(a_rule_is_refused_where_a_layer_may_hide_a_relu) {
  torch::nn::Sequential net(torch::nn::Conv2d(2, 3, 3), torch::nn::ReLU(),
                            torch::nn::Functional([](at::Tensor const& x) {
                              return torch::relu(x).mean({2, 3});
                            }));
  net->eval();
  whence::libtorch::sequential_module const model(net, {{1, 2, 6, 6}});
  auto const record = model.record(random_tensor<float, 4>({1, 2, 6, 6}, 1), model.image_tap());
  BOOST_CHECK_THROW((void)model.backward(record, record.logits(), whence::guided_relu{}),
                    whence::libtorch::module_error);
  BOOST_CHECK_NO_THROW((void)model.backward(record, record.logits(), whence::plain_relu{}));
}

BOOST_AUTO_TEST_CASE(a_module_in_training_mode_is_refused) {
  auto net = small_sequential(at::kFloat);
  net->train();
  BOOST_CHECK_THROW((whence::libtorch::sequential_module(net, {{1, 2, 12, 10}})), whence::libtorch::module_error);
}

BOOST_AUTO_TEST_CASE(taps_and_records_of_another_module_are_refused) {
  double_module const model(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  double_module const other(small_sequential(at::kDouble), {{1, 2, 12, 10}});
  auto const images = random_tensor<double, 4>({1, 2, 12, 10}, 11);
  BOOST_CHECK_THROW((void)model.find_tap(named_tap{"cnv"}), whence::unknown_tap_error);
  BOOST_CHECK_THROW((void)model.record(images, other.image_tap()), whence::unknown_tap_error);
  auto const record = other.record(images, other.image_tap());
  BOOST_CHECK_THROW((void)model.backward(record, record.logits()), whence::libtorch::module_error);
}

BOOST_AUTO_TEST_SUITE_END()
