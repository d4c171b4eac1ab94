// SPDX-License-Identifier: BSD-3-Clause
// Files that PyTorch wrote, held against what PyTorch says of the same weights out of place.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>

#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

constexpr double rounding = 1e-12;  // of the maximum; sums of doubles in another order

std::string file(std::string const& name) {
  return std::string(WHENCE_TEST_DATA) + "/libtorch/" + name + ".pt";
}

double_module loaded(std::string const& name) {
  whence::libtorch::script_options options;
  options.example = {1, 3, 8, 6};
  options.device = torch::kCPU;
  return double_module::load(file(name), options);
}

struct golden {
  torch::jit::Module module = torch::jit::load(file("residual_scripted"));
  whence::feature_tensor<double> operator[](char const* name) const {
    at::Tensor const values = module.attr(name).toTensor();
    whence::feature_tensor<double> result({static_cast<std::size_t>(values.size(0)),
                                           static_cast<std::size_t>(values.size(1)),
                                           static_cast<std::size_t>(values.dim() > 2 ? values.size(2) : 1),
                                           static_cast<std::size_t>(values.dim() > 2 ? values.size(3) : 1)});
    std::copy_n(values.data_ptr<double>(), result.size(), result.data());
    return result;
  }
};

void expect_agreement(double_module const& model, std::string const& tap) {
  golden const expected;
  auto const images = expected["images"];
  auto const record = model.record(images, model.find_tap(named_tap{tap}));
  whence::logit_matrix<double> cotangent = xt::zeros<double>(record.logits().shape());
  cotangent(0, 1) = cotangent(1, 1) = 1;
  BOOST_TEST(error_of_maximum(record.logits(), expected["logits"]) < rounding);
  BOOST_TEST(error_of_maximum(record.feature_maps(), expected["maps"]) < rounding);
  BOOST_TEST(error_of_maximum(model.backward(record, cotangent), expected["gradient"]) < rounding);
  auto const image = model.record(images, model.image_tap());
  BOOST_TEST(error_of_maximum(model.backward(image, cotangent), expected["saliency"]) < rounding);
  BOOST_TEST(error_of_maximum(model.backward(image, cotangent, whence::guided_relu{}), expected["guided"]) < rounding);
  BOOST_TEST(error_of_maximum(model.backward(image, cotangent, whence::deconvnet_relu{}), expected["deconvnet"]) <
             rounding);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_golden)

BOOST_AUTO_TEST_CASE(a_scripted_residual_network_agrees_with_pytorch) {
  expect_agreement(loaded("residual_scripted"), "block.conv1");
}

BOOST_AUTO_TEST_CASE(a_traced_one_agrees_too) {
  expect_agreement(loaded("residual_traced"), "block.conv1");
}

BOOST_AUTO_TEST_CASE(a_frozen_one_agrees_at_its_operators_as_its_names_are_gone) {
  // stem, then conv1: freezing folds the batch norm into it, so that the maps are those behind the norm.
  auto const model = loaded("residual_frozen");
  golden const expected;
  auto const image = model.record(expected["images"], model.image_tap());
  whence::logit_matrix<double> cotangent = xt::zeros<double>(image.logits().shape());
  cotangent(0, 1) = cotangent(1, 1) = 1;
  BOOST_TEST(error_of_maximum(image.logits(), expected["logits"]) < rounding);
  BOOST_TEST(error_of_maximum(model.backward(image, cotangent), expected["saliency"]) < rounding);
  BOOST_TEST(error_of_maximum(model.backward(image, cotangent, whence::guided_relu{}), expected["guided"]) < rounding);
  BOOST_TEST(model.taps().front().name == "@conv2d.0");
  try {
    (void)model.find_tap(named_tap{"block.conv1"});
    BOOST_FAIL("no error");
  } catch (whence::unknown_tap_error const& complaint) {
    BOOST_TEST(complaint.expected().find("frozen") != std::string::npos);
    BOOST_TEST(complaint.expected().find("@conv2d") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_file_traced_in_training_mode_is_refused_with_the_place) {
  try {
    (void)loaded("residual_traced_training");
    BOOST_FAIL("no error");
  } catch (whence::libtorch::module_error const& complaint) {
    BOOST_TEST(complaint.expected() == "a module in evaluation mode");
    BOOST_TEST(complaint.got().find("aten::batch_norm in training mode") == 0u);
  }
}

BOOST_AUTO_TEST_CASE(every_call_of_a_module_is_a_tap) {
  auto const model = loaded("residual_scripted");
  BOOST_TEST((model.find_tap(named_tap{"block.relu"}) == model.find_tap(named_tap{"block.relu#2"})));
  BOOST_TEST((model.find_tap(named_tap{"block.relu#2"}) == model.find_tap(named_tap{"block"})));
  BOOST_TEST((model.find_tap(named_tap{"block.relu#1"}) != model.find_tap(named_tap{"block"})));
  BOOST_CHECK_THROW((void)model.find_tap(named_tap{"block.relu#3"}), whence::unknown_tap_error);
}

BOOST_AUTO_TEST_CASE(a_file_with_an_operator_of_another_version_is_refused_by_its_name) {
  try {
    (void)loaded("unknown_operator");
    BOOST_FAIL("no error");
  } catch (whence::libtorch::module_error const& complaint) {
    BOOST_TEST(complaint.got() == "Unknown builtin op: aten::relu_of_the_future. (LibTorch " TORCH_VERSION ")");
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_none_or_missing_is_refused_by_name) {
  for (std::string const name : {"no_such_file", "write_modules.py"}) {
    try {
      (void)loaded(name);
      BOOST_FAIL("no error");
    } catch (whence::libtorch::module_error const& complaint) {
      BOOST_TEST(complaint.where().find(name) != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
