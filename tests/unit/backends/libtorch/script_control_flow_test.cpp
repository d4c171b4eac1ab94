// SPDX-License-Identifier: BSD-3-Clause
// What a module decides, and what it does in place, when it is written down as a straight line.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::module_error;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

double_module recorded(std::string const& forward) {
  return double_module(small_network(forward), in_double());
}

whence::logit_matrix<double> plain_forward(torch::jit::Module module, whence::image_batch<double> const& images) {
  torch::NoGradGuard const no_gradients;
  at::Tensor const x = at::tensor(std::vector<double>(images.begin(), images.end()), at::kDouble)
                           .view({static_cast<long>(images.shape(0)), static_cast<long>(images.shape(1)),
                                  static_cast<long>(images.shape(2)), static_cast<long>(images.shape(3))});
  at::Tensor const y = module.forward({x}).toTensor();
  whence::logit_matrix<double> logits({images.shape(0), static_cast<std::size_t>(y.size(1))});
  std::copy_n(y.data_ptr<double>(), logits.size(), logits.data());
  return logits;
}

std::string const wide_or_not = R"(
def forward(self, x):
  x = self.relu.forward(self.stem.forward(x))
  if x.size(3) > 5:
    x = self.body.forward(x)
  return self.head.forward(torch.mean(x, [2, 3]))
)";

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_control_flow)

BOOST_AUTO_TEST_CASE(a_convolution_is_tapped_before_the_relu_that_overwrites_it) {
  auto const model = recorded(R"(
def forward(self, x):
  x = self.relu.forward(self.stem.forward(x))
  return self.head.forward(torch.mean(x, [2, 3]))
)");
  auto const images = random_tensor<double, 4>({1, 2, 9, 8}, 3);
  auto const before = model.record(images, model.find_tap(named_tap{"stem"})).feature_maps();
  auto const behind = model.record(images, model.find_tap(named_tap{"relu"})).feature_maps();
  bool negative = false;
  for (std::size_t i = 0; i != before.size(); ++i) {
    negative = negative || before.data()[i] < 0;
    BOOST_TEST(behind.data()[i] == std::max(before.data()[i], 0.0));
  }
  BOOST_TEST(negative);
}

BOOST_AUTO_TEST_CASE(whatever_is_done_in_place_the_logits_are_the_modules) {
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  whence::law_tolerances<double> tolerances;
  tolerances.batching = 1e-15;  // the mean over cells is summed in another order for another batch by LibTorch 1.13
  for (std::string const body : {
           "y = self.body.forward(x)\n  y += x\n  y.mul_(2).add_(x)",
           "y = torch.cat([x, self.body.forward(x)], 1)[:, 2:6].contiguous()\n  y.relu_()",
           "y = self.body.forward(x)\n  z = torch.dropout(y, 0.5, False)\n  z.relu_()\n  y = y + z",
           "l = [x]\n  l.append(self.body.forward(x))\n  y = l[0] + l[1]\n  l[0] = y\n  y = l[0]",
           "y = self.body.forward(x)\n  y.zero_().add_(x)",
           "y = x\n  for i in range(3):\n    y = self.body.forward(y)\n    y.clamp_(-1, 1)",
           "y = torch.sigmoid(torch.mean(self.body.forward(x), [2, 3], True)) * x",
       }) {
    BOOST_TEST_CONTEXT(body) {
      auto const module = small_network("def forward(self, x):\n  x = self.relu.forward(self.stem.forward(x))\n  " +
                                        body + "\n  return self.head.forward(torch.mean(y, [2, 3]))\n");
      double_module const model(module, in_double());
      BOOST_TEST(same_bits(model.forward(images), plain_forward(module, images)));
      auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"relu"})}, tolerances);
      BOOST_TEST(report.passed(), report);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_view_read_after_its_memory_was_written_to_is_refused) {
  for (std::string const body :
       {"y = x.flatten(1)\n  y.relu_()\n  y = x", "x[:, 0] = 0\n  y = x", "y = [x]\n  x.relu_()\n  y = y[0]"}) {
    BOOST_TEST_CONTEXT(body) {
      try {
        (void)recorded("def forward(self, x):\n  x = self.stem.forward(x)\n  " + body +
                       "\n  return self.head.forward(torch.mean(y, [2, 3]))\n");
        BOOST_FAIL("no error");
      } catch (module_error const& complaint) {
        BOOST_TEST(complaint.expected().find("another view") != std::string::npos);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_decision_on_shapes_holds_for_images_that_are_decided_alike) {
  // Width 8 makes 4 cells behind the stem, 12 makes 6.
  auto const module = small_network(wide_or_not);
  double_module const model(module, in_double());
  for (std::size_t const width : {8u, 9u, 4u}) {
    auto const images = random_tensor<double, 4>({2, 2, 7, width}, 5);
    BOOST_TEST(same_bits(model.forward(images), plain_forward(module, images)));
  }
  try {
    (void)model.forward(random_tensor<double, 4>({1, 2, 9, 12}, 5));
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.got().find("(1, 2, 9, 12), for which it decides otherwise at ") == 0u);
    BOOST_TEST(complaint.expected().find("(1, 2, 9, 8)") != std::string::npos);
  }
  auto wide = in_double();
  wide.example = {1, 2, 9, 12};
  auto const images = random_tensor<double, 4>({1, 2, 9, 12}, 5);
  BOOST_TEST(same_bits(double_module(module, wide).forward(images), plain_forward(module, images)));
}

BOOST_AUTO_TEST_CASE(a_decision_on_values_is_refused_with_the_line_it_stands_in) {
  for (std::string const forward :
       {"def forward(self, x):\n  if bool(x.sum() > 0):\n    x = x * 2\n  return x.flatten(1)\n",
        "def forward(self, x):\n  for i in range(int(x.sum())):\n    x = x * 2\n  return x.flatten(1)\n"}) {
    try {
      (void)recorded(forward);
      BOOST_FAIL("no error");
    } catch (module_error const& complaint) {
      BOOST_TEST(complaint.expected() == "no decision that hangs on the values of a tensor");
      BOOST_TEST(complaint.got().find("x.sum()") != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(sizes_are_computed_anew_for_every_batch) {
  auto const module = small_network(R"(
def forward(self, x):
  n = x.size(0)
  x = self.stem.forward(x)
  y = self.relu.forward(self.body.forward(x)) + x
  return self.head.forward(torch.mean(y.view(n, 4, -1), [2]))
)");
  double_module const model(module, in_double());
  auto const images = random_tensor<double, 4>({3, 2, 9, 8}, 6);
  BOOST_TEST(same_bits(model.forward(images), plain_forward(module, images)));
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"body"})});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(an_exception_of_the_modules_own_is_told_with_its_place) {
  try {
    (void)recorded("def forward(self, x):\n  assert x.size(2) != 9, 'no nines'\n  return x.flatten(1)\n");
    BOOST_FAIL("no error");
  } catch (module_error const& complaint) {
    BOOST_TEST(complaint.got().find("no nines") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(training_mode_is_taken_for_evaluation) {
  torch::jit::Module module("Net");
  module.register_attribute("training", c10::BoolType::get(), true);
  module.register_module("stem", convolution(2, 4, 1));
  module.define(R"(
def forward(self, x):
  x = torch.dropout(self.stem.forward(x), 0.5, self.training)
  return torch.mean(x, [2, 3])
)");
  double_module const model(module, in_double());
  auto const images = random_tensor<double, 4>({1, 2, 9, 8}, 6);
  BOOST_TEST(same_bits(model.forward(images), model.forward(images)));
  BOOST_TEST(module.is_training());
}

BOOST_AUTO_TEST_CASE(images_that_do_not_fit_are_refused_with_both_shapes) {
  double_module const model(residual_module(), in_double());
  BOOST_CHECK_THROW((void)model.forward(random_tensor<double, 4>({0, 2, 9, 8}, 1)), whence::shape_error);
  try {
    (void)model.forward(random_tensor<double, 4>({1, 3, 9, 8}, 1));
    BOOST_FAIL("no error");
  } catch (whence::shape_error const& complaint) {
    BOOST_TEST(complaint.expected().find("(1, 2, 9, 8)") != std::string::npos);
    BOOST_TEST(complaint.got().find("(1, 3, 9, 8): ") == 0u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
