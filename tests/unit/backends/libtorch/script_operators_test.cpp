// SPDX-License-Identifier: BSD-3-Clause
// Constructs and operators that are seldom met: what is followed, and what is refused, with what words.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/relu_rules/guided_relu.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::module_error;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

std::string file(std::string const& name) {
  return std::string(WHENCE_TEST_DATA) + "/libtorch/" + name + ".pt";
}

double_module loaded(std::string const& name) {
  auto options = in_double();
  options.example = {1, 3, 6, 5};
  return double_module::load(file(name), options);
}

template <std::size_t Rank>
whence::tensor<double, Rank> held(torch::jit::Module const& module, char const* name) {
  return whence::libtorch::detail::to_host<double, Rank>(module.attr(name).toTensor());
}

// Behind the stem, y is made of x as `lines` say.
torch::jit::Module with_lines(std::string const& lines) {
  return small_network("def forward(self, x):\n  x = self.relu.forward(self.stem.forward(x))\n  " + lines +
                       "\n  return self.head.forward(torch.mean(y, [2, 3]))\n");
}

template <class Make>
module_error complaint_of(Make const& make) {
  try {
    (void)make();
  } catch (module_error const& complaint) {
    return complaint;
  }
  return {"nothing", "an error", "none"};
}

// With what freezing asks for: modules that say they are in evaluation mode, and single precision.
torch::jit::Module ready_to_freeze() {
  auto module = residual_module();
  auto const evaluated = [](torch::jit::Module part) {
    part.register_attribute("training", c10::BoolType::get(), false);
  };
  evaluated(module);
  for (auto const& child : module.children()) evaluated(child);
  module.to(at::kFloat);
  return module;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_operators)

BOOST_AUTO_TEST_CASE(what_is_forked_is_followed_as_if_it_were_not) {
  auto const expected = torch::jit::load(file("forked"));
  auto const model = loaded("forked");
  auto const record = model.record(held<4>(expected, "images"), model.find_tap(named_tap{"body"}));
  BOOST_TEST(error_of_maximum(record.logits(), held<2>(expected, "logits")) < 1e-12);
  whence::logit_matrix<double> cotangent = xt::zeros<double>(record.logits().shape());
  cotangent(0, 1) = cotangent(1, 1) = 1;
  BOOST_TEST(error_of_maximum(model.backward(record, cotangent), held<4>(expected, "gradient")) < 1e-12);
  BOOST_TEST((model.find_tap(named_tap{"side"}) == model.find_tap(named_tap{"side#2"})));
}

BOOST_AUTO_TEST_CASE(parts_without_gradients_objects_and_hooks_are_refused) {
  BOOST_TEST(complaint_of([] { return loaded("no_grad"); }).got().find("prim::CreateObject") != std::string::npos);
  auto const of_a_class = complaint_of([] { return loaded("of_a_class"); });
  BOOST_TEST(of_a_class.got().find("prim::CreateObject") != std::string::npos);
  BOOST_TEST(of_a_class.got().find("Pair(self.body(x), self.side(x))") != std::string::npos);
  BOOST_TEST(complaint_of([] { return loaded("hooked"); }).got() == "one with hooks");
}

BOOST_AUTO_TEST_CASE(a_result_written_to_an_argument_is_refused) {
  auto const complaint = complaint_of(
      [] { return double_module(with_lines("y = torch.zeros_like(x)\n  torch.add(x, x, out=y)"), in_double()); });
  BOOST_TEST(complaint.expected() == "operators that write to their first argument alone");
  BOOST_TEST(complaint.got().find("out=y") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(all_tensors_of_a_list_written_to_at_once_are_refused) {
  auto const complaint = complaint_of([] {
    return double_module(with_lines("l = [x * 2, x]\n  torch._foreach_add_(l, 1)\n  y = l[0] + l[1]"), in_double());
  });
  BOOST_TEST(complaint.got().find("aten::_foreach_add_") == 0u);
}

BOOST_AUTO_TEST_CASE(lists_of_tensors_are_followed) {
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  auto const plain = double_module(with_lines("y = x + self.body.forward(x)"), in_double());
  auto const expected = plain.record(images, plain.find_tap(named_tap{"stem"}));
  for (std::string const lines : {"l = [x, self.body.forward(x)]\n  y = torch.stack(l).sum([0])",
                                  "z = self.body.forward(x)\n  a = x.split(2, 1)\n  b = z.split(2, 1)\n  y = "
                                  "torch.cat([a[0] + b[0], a[1] + b[1]], 1)"}) {
    BOOST_TEST_CONTEXT(lines) {
      double_module const model(with_lines(lines), in_double());
      auto const record = model.record(images, model.find_tap(named_tap{"stem"}));
      BOOST_TEST(error_of_maximum(record.logits(), expected.logits()) < 1e-14);
      BOOST_TEST(error_of_maximum(model.backward(record, expected.logits()),
                                  plain.backward(expected, expected.logits())) < 1e-14);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_only_done_in_training_is_refused) {
  for (std::string const training :
       {"y = torch.dropout(x, 0.5, True)", "y = torch.rrelu(x, 0.1, 0.3, True)",
        "y = torch.batch_norm(x, None, None, None, None, True, 0.1, 1e-5, False)",
        "y, m, s = torch.native_batch_norm(x, None, None, None, None, True, 0.1, 1e-5)",
        "y = torch.instance_norm(x, None, None, torch.zeros([4]), torch.ones([4]), True, 0.1, 1e-5, False)"}) {
    BOOST_TEST_CONTEXT(training) {
      auto const complaint = complaint_of([&] { return double_module(with_lines(training), in_double()); });
      BOOST_TEST(complaint.expected() == "a module in evaluation mode");
    }
  }
  for (std::string const calm : {"y = torch.dropout(x, 0.5, False)", "y = torch.rrelu(x, 0.1, 0.3, False)",
                                 "y = torch.instance_norm(x, None, None, None, None, True, 0.1, 1e-5, False)"}) {
    BOOST_CHECK_NO_THROW(double_module(with_lines(calm), in_double()));
  }
}

BOOST_AUTO_TEST_CASE(attention_that_drops_nothing_is_followed_and_other_refused) {
  auto const symbol = c10::Symbol::fromQualString("aten::scaled_dot_product_attention");
  if (torch::jit::getAllOperatorsFor(symbol).empty()) return;  // LibTorch 1.13 has no such operator
  auto const dropping = [](std::string const& share) {
    return with_lines("y = torch.scaled_dot_product_attention(x, x, x, None, " + share + ")");
  };
  BOOST_CHECK_NO_THROW(double_module(dropping("0."), in_double()));
  auto const complaint = complaint_of([&] { return double_module(dropping("0.5"), in_double()); });
  BOOST_TEST(complaint.expected() == "a module in evaluation mode");
}

BOOST_AUTO_TEST_CASE(random_numbers_are_refused) {
  for (std::string const random : {"y = x + torch.randn_like(x)", "y = x + torch.zeros_like(x).uniform_()",
                                   "y = x + torch.empty_like(x).normal_()", "y = x * torch.bernoulli(torch.sigmoid(x))",
                                   "y = x + torch.rand([1])"}) {
    BOOST_TEST_CONTEXT(random) {
      auto const complaint = complaint_of([&] { return double_module(with_lines(random), in_double()); });
      BOOST_TEST(complaint.expected() == "a module without random numbers");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_normalisation_in_training_mode_uses_its_own_statistics_and_keeps_them) {
  auto const normalised = [](bool training) {
    torch::jit::Module norm("BatchNorm2d");
    norm.register_attribute("training", c10::BoolType::get(), training);
    norm.register_buffer("mean", made_up({4}, 7));
    norm.register_buffer("var", made_up({4}, 8).abs() + 1);
    norm.define(
        "def forward(self, x):\n"
        "  return torch.batch_norm(x, None, None, self.mean, self.var, self.training, 0.1, 1e-5, False)\n");
    torch::jit::Module module("Net");
    module.register_module("stem", convolution(2, 4, 1));
    module.register_module("norm", norm);
    module.define("def forward(self, x):\n  return torch.mean(self.norm.forward(self.stem.forward(x)), [2, 3])\n");
    return module;
  };
  auto const module = normalised(true);
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  BOOST_TEST(same_bits(double_module(module, in_double()).forward(images),
                       double_module(normalised(false), in_double()).forward(images)));
  BOOST_TEST(module.attr("norm").toModule().attr("mean").toTensor().equal(made_up({4}, 7)));
}

BOOST_AUTO_TEST_CASE(a_frozen_module_gives_what_the_whole_one_does) {
  auto const module = ready_to_freeze();
  auto const images = random_tensor<float, 4>({2, 2, 9, 8}, 4);
  whence::libtorch::script_module const whole(module, in_double());
  whence::libtorch::script_module const frozen(torch::jit::freeze(module.deepcopy()), in_double());
  auto const a = whole.record(images, whole.find_tap(named_tap{"body"}));
  auto const b = frozen.record(images, frozen.find_tap(named_tap{"@conv2d.1"}));
  BOOST_TEST(same_bits(a.logits(), b.logits()));
  BOOST_TEST(same_bits(whole.backward(a, a.logits()), frozen.backward(b, a.logits())));
  auto const image = frozen.record(images, frozen.image_tap());
  auto const expected = whole.record(images, whole.image_tap());
  BOOST_TEST(same_bits(frozen.backward(image, a.logits(), whence::guided_relu{}),
                       whole.backward(expected, a.logits(), whence::guided_relu{})));
}

BOOST_AUTO_TEST_CASE(a_module_optimized_for_inference_works_or_is_refused_with_the_way_out) {
  auto const images = random_tensor<float, 4>({2, 2, 9, 8}, 4);
  whence::libtorch::script_module const whole(ready_to_freeze(), in_double());
  auto const expected = whole.record(images, whole.image_tap());
  auto copy = ready_to_freeze();
  auto const optimized = torch::jit::optimize_for_inference(copy);
  try {
    whence::libtorch::script_module const model(optimized, in_double());  // where LibTorch was built without oneDNN
    auto const record = model.record(images, model.image_tap());
    BOOST_TEST(error_of_maximum(record.logits(), expected.logits()) < 1e-5);
    BOOST_TEST(error_of_maximum(model.backward(record, expected.logits()),
                                whole.backward(expected, expected.logits())) < 1e-4);
  } catch (module_error const& complaint) {
    BOOST_TEST(complaint.expected().find("before torch.jit.optimize_for_inference") != std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
