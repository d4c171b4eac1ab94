// SPDX-License-Identifier: BSD-3-Clause
// Rules for ReLUs on TorchScript modules: which operators follow them, and what makes a rule an error.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::feature_tensor;
using whence::libtorch::module_error;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

// y = sum(gate(x) w) over a row of four pixels, so that the gradient at the gate's output is w = (1, -2, 3, 4).
double_module gated(std::string const& gate) {
  torch::jit::Module module("Gate");
  module.register_parameter("weight", at::tensor({1.0, -2.0, 3.0, 4.0}, at::kDouble).view({1, 4}), false);
  module.define("def forward(self, x):\n  y = " + gate + "\n  return torch.matmul(y.flatten(1), self.weight.t())\n");
  whence::libtorch::script_options options;
  options.example = {1, 1, 1, 4};
  options.device = torch::kCPU;
  return double_module(module, options);
}

template <class Rule>
feature_tensor<double> pulled_back(double_module const& model, Rule rule) {
  whence::image_batch<double> const images{{{{2.0, 3.0, -1.0, 7.0}}}};
  auto const record = model.record(images, model.image_tap());
  return model.backward(record, {{1.0}}, rule);
}

feature_tensor<double> row(double a, double b, double c, double d) {
  return {{{{a, b, c, d}}}};
}

struct large_only {
  template <class T>
  constexpr auto operator()(T const&, T const& gradient) const {
    return gradient > 2;
  }
};

/// A rule with a setting.
struct larger_than {
  double least = 0;

  template <class T>
  constexpr auto operator()(T const&, T const& gradient) const {
    return gradient > least;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_rules)

BOOST_AUTO_TEST_CASE(every_way_to_write_a_relu_follows_the_rule) {
  // x = (2, 3, -1, 7): open, open, shut, open; g = (1, -2, 3, 4). Guided passes where both are positive, deconvnet
  // where g is.
  for (std::string const gate : {"torch.relu(x)", "torch.relu_(x)", "torch.clamp(x, 0)", "torch.clamp(x, min=0)",
                                 "torch.clamp_min(x, 0)", "torch.threshold(x, 0, 0)", "torch.threshold_(x, 0, 0)"}) {
    BOOST_TEST_CONTEXT(gate) {
      auto const model = gated(gate);
      BOOST_TEST(same_bits(pulled_back(model, whence::plain_relu{}), row(1, -2, 0, 4)));
      BOOST_TEST(same_bits(pulled_back(model, whence::guided_relu{}), row(1, 0, 0, 4)));
      BOOST_TEST(same_bits(pulled_back(model, whence::deconvnet_relu{}), row(1, 0, 3, 4)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_rule_keeps_its_settings) {
  auto const model = gated("torch.relu(x)");
  BOOST_TEST(same_bits(pulled_back(model, larger_than{}), row(1, 0, 3, 4)));
  BOOST_TEST(same_bits(pulled_back(model, larger_than{1.5}), row(0, 0, 3, 4)));
  BOOST_TEST(same_bits(pulled_back(model, larger_than{3.5}), row(0, 0, 0, 4)));
  auto const swapped = whence::swap_relu(model, larger_than{3.5});
  auto const record = swapped.record({{{{2.0, 3.0, -1.0, 7.0}}}}, swapped.image_tap());
  BOOST_TEST(same_bits(swapped.backward(record, {{1.0}}), row(0, 0, 0, 4)));
}

BOOST_AUTO_TEST_CASE(a_ceiling_is_a_gate_under_every_rule) {
  // The last x is 7, above the ceiling of 6: nothing passes there.
  for (std::string const gate : {"torch.clamp(x, 0, 6)", "torch.clamp_(x, 0, 6)", "torch.hardtanh(x, 0, 6)",
                                 "torch.relu6(x)", "torch.hardtanh_(x, 0, 6)"}) {
    BOOST_TEST_CONTEXT(gate) {
      auto const model = gated(gate);
      BOOST_TEST(same_bits(pulled_back(model, whence::plain_relu{}), row(1, -2, 0, 0)));
      BOOST_TEST(same_bits(pulled_back(model, whence::guided_relu{}), row(1, 0, 0, 0)));
      BOOST_TEST(same_bits(pulled_back(model, whence::deconvnet_relu{}), row(1, 0, 3, 0)));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_relu_written_by_hand_makes_a_rule_an_error_and_no_silent_gradient) {
  for (std::string const gate : {"x * (x > 0).to(x.dtype)", "torch.where(x > 0, x, torch.zeros_like(x))",
                                 "torch.maximum(x, torch.zeros([1]))"}) {
    BOOST_TEST_CONTEXT(gate) {
      auto const model = gated("torch.relu(" + gate + ")");
      BOOST_CHECK_THROW((void)pulled_back(model, whence::guided_relu{}), module_error);
      BOOST_CHECK_NO_THROW((void)pulled_back(model, whence::plain_relu{}));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_hidden_relu_before_the_tap_is_no_hindrance) {
  auto const model = double_module(small_network(R"(
def forward(self, x):
  x = self.stem.forward(x)
  x = self.body.forward(x * (x > 0).to(x.dtype))
  return self.head.forward(torch.mean(self.relu.forward(x), [2, 3]))
)"),
                                   in_double());
  auto const images = random_tensor<double, 4>({1, 2, 9, 8}, 3);
  auto const behind = model.record(images, model.find_tap(whence::named_tap{"body"}));
  auto const before = model.record(images, model.find_tap(whence::named_tap{"stem"}));
  BOOST_CHECK_NO_THROW((void)model.backward(behind, behind.logits(), whence::guided_relu{}));
  BOOST_CHECK_THROW((void)model.backward(before, before.logits(), whence::guided_relu{}), module_error);
}

BOOST_AUTO_TEST_CASE(a_module_without_relus_makes_a_rule_an_error) {
  for (std::string const gate : {"torch.silu(x)", "torch.tanh(x)", "torch.clamp(x, -1, 1)"}) {
    BOOST_TEST_CONTEXT(gate) {
      auto const model = gated(gate);
      try {
        (void)pulled_back(model, whence::guided_relu{});
        BOOST_FAIL("no error");
      } catch (module_error const& complaint) {
        BOOST_TEST(complaint.got() == "one without any");
      }
      BOOST_CHECK_NO_THROW((void)pulled_back(model, whence::plain_relu{}));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_rule_of_the_callers_own_is_applied_to_whole_tensors) {
  BOOST_TEST(same_bits(pulled_back(gated("torch.relu(x)"), large_only{}), row(0, 0, 3, 4)));
}

BOOST_AUTO_TEST_SUITE_END()
