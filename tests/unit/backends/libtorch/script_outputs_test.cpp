// SPDX-License-Identifier: BSD-3-Clause
// What a module returns, in whatever dress, and taps of whatever layout.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/backends/libtorch/module_error.hpp>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/libtorch/tap_layout.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::module_error;
using whence::libtorch::tap_layout;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

// Returns `what`, made of z (N, 3), the logits, and x (N, 4, h, w).
double_module returning(std::string const& what, whence::libtorch::script_options options = in_double()) {
  return double_module(small_network("def forward(self, x):\n  x = self.relu.forward(self.stem.forward(x))\n"
                                     "  z = self.head.forward(torch.mean(x, [2, 3]))\n  return " +
                                     what + "\n"),
                       options);
}

template <class Choice>
whence::libtorch::script_options choosing(Choice choice) {
  auto options = in_double();
  options.output = choice;
  return options;
}

// Patches of 2 x 2 as tokens behind a class token that a mixing layer joins with them: rank 3, as vision transformers.
// Inside, the encoder's are turned.
torch::jit::Module tokens_module(std::string const& turn = "x") {
  torch::jit::Module module("Tokens");
  module.register_parameter("patches", made_up({4, 2, 2, 2}, 1), false);
  module.register_parameter("first", made_up({1, 1, 4}, 2), false);
  module.register_parameter("mix", made_up({13, 13}, 3), false);
  module.register_module("head", linear(4, 3, 5));
  auto layer = of_source("Encoder", "def forward(self, x):\n  return torch.relu(x)\n");
  module.register_module("encoder", layer);
  std::string forward = R"(
def forward(self, x):
  x = torch.conv2d(x, self.patches, None, [2, 2]).flatten(2).transpose(1, 2)
  x = torch.cat([self.first.expand([x.size(0), -1, -1]), x], 1)
  x = self.encoder.forward(TURN)
  x = TURN
  return self.head.forward(torch.matmul(self.mix, x)[:, 0])
)";
  for (std::string const mark = "TURN"; forward.find(mark) != std::string::npos;) {
    forward.replace(forward.find(mark), mark.size(), turn);
  }
  module.define(forward);
  return module;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_outputs)

BOOST_AUTO_TEST_CASE(the_logits_are_chosen_out_of_a_tuple_list_or_dictionary) {
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  auto const expected = returning("z").forward(images);
  BOOST_TEST(same_bits(returning("(x, z)", choosing(std::size_t{1})).forward(images), expected));
  BOOST_TEST(same_bits(returning("[z, x]", choosing(std::size_t{0})).forward(images), expected));
  BOOST_TEST(same_bits(returning("{'features': x, 'out': z}", choosing(std::string("out"))).forward(images), expected));
  auto const model = returning("(x, z)", choosing(std::size_t{1}));
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"stem"})});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(without_a_choice_or_with_a_wrong_one_the_elements_are_told) {
  auto const complaint_of = [](auto const& make) {
    try {
      (void)make();
    } catch (module_error const& complaint) {
      return std::string(complaint.what());
    }
    return std::string("no error");
  };
  auto const missing = complaint_of([] { return returning("{'features': x, 'out': z}"); });
  BOOST_TEST(missing.find("script_options::output") != std::string::npos);
  BOOST_TEST(missing.find("features (1, 4, 5, 4), out (1, 3)") != std::string::npos);
  auto const wrong = complaint_of([] { return returning("(x, z)", choosing(std::string("logits"))); });
  BOOST_TEST(wrong.find("'logits'") != std::string::npos);
  BOOST_TEST(wrong.find("0 (1, 4, 5, 4), 1 (1, 3)") != std::string::npos);
  auto const maps = complaint_of([] { return returning("x"); });
  BOOST_TEST(maps.find("logits (N, classes)") != std::string::npos);
  auto const chosen_of_a_tensor = complaint_of([] { return returning("z", choosing(std::size_t{0})); });
  BOOST_TEST(chosen_of_a_tensor.find("a tensor of shape (1, 3)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_tapped_is_told_apart_from_what_does_not_exist) {
  auto const complaint_of = [](double_module const& model, std::string const& name) {
    try {
      (void)model.find_tap(named_tap{name});
    } catch (whence::unknown_tap_error const& complaint) {
      return complaint.expected();
    }
    return std::string("no error");
  };
  auto const model = returning("(self.body.forward(x), z)", choosing(std::size_t{1}));
  BOOST_TEST(complaint_of(model, "sten").find("stem") != std::string::npos);
  BOOST_TEST(complaint_of(model, "body") == "a module that the logits depend on");
  for (auto const& tap : model.taps()) BOOST_TEST(tap.name != "body");
  double_module const other(residual_module(), in_double());
  auto const images = random_tensor<double, 4>({1, 2, 9, 8}, 4);
  BOOST_CHECK_THROW((void)model.record(images, other.image_tap()), whence::unknown_tap_error);
  auto const record = other.record(images, other.image_tap());
  BOOST_CHECK_THROW((void)model.backward(record, record.logits()), module_error);
}

BOOST_AUTO_TEST_CASE(tokens_are_maps_in_a_layout_that_is_given_and_the_class_token_is_kept) {
  auto options = in_double();
  options.example = {1, 2, 8, 6};
  options.layouts[""] = tap_layout::tokens(4, 3);
  double_module const model(tokens_module(), options);
  auto const images = random_tensor<double, 4>({2, 2, 8, 6}, 4);
  auto const tap = model.find_tap(named_tap{"encoder"});
  auto const record = model.record(images, tap);
  BOOST_TEST(record.feature_maps().shape(1) == 4u);
  BOOST_TEST(record.feature_maps().shape(2) == 4u);
  BOOST_TEST(record.feature_maps().shape(3) == 3u);
  // Patches of two pixels: the first cell is centred between pixels 0 and 1.
  BOOST_TEST(record.geometry()->rows.stride == 2.0);
  BOOST_TEST(record.geometry()->columns.offset == 0.5);
  BOOST_TEST((model.find_tap(whence::deepest_tap{}) == tap));
  // Finite differences through `resume` fail if the class token is lost.
  auto const report = whence::check_laws(model, images, {tap});
  BOOST_TEST(report.passed(), report);
}

BOOST_AUTO_TEST_CASE(tokens_of_all_images_may_come_first) {
  auto options = in_double();
  options.example = {1, 2, 8, 6};
  options.layouts["encoder"] = tap_layout::sequence_first(4, 3);
  double_module const model(tokens_module("x.transpose(0, 1)"), options);
  options.layouts["encoder"] = tap_layout::tokens(4, 3);
  double_module const batch_first(tokens_module(), options);
  auto const images = random_tensor<double, 4>({3, 2, 8, 6}, 4);
  auto const tap = model.find_tap(named_tap{"encoder"});
  auto const record = model.record(images, tap);
  auto const expected = batch_first.record(images, batch_first.find_tap(named_tap{"encoder"}));
  BOOST_TEST(same_bits(record.feature_maps(), expected.feature_maps()));
  BOOST_TEST(same_bits(model.backward(record, record.logits()), batch_first.backward(expected, record.logits())));
  BOOST_TEST(record.geometry()->rows.stride == 2.0);
  auto const report = whence::check_laws(model, images, {tap});
  BOOST_TEST(report.passed(), report);
  BOOST_TEST(model.taps().back().name == "head");
  for (auto const& info : model.taps()) {
    if (info.name == "encoder") BOOST_TEST(info.channels == 4u);
  }
}

BOOST_AUTO_TEST_CASE(tokens_without_a_layout_are_refused_with_the_way_out) {
  auto options = in_double();
  options.example = {1, 2, 8, 6};
  double_module const model(tokens_module(), options);
  try {
    (void)model.record(random_tensor<double, 4>({1, 2, 8, 6}, 4), model.find_tap(named_tap{"encoder"}));
    BOOST_FAIL("no error");
  } catch (module_error const& complaint) {
    BOOST_TEST(complaint.where() == "tap 'encoder'");
    BOOST_TEST(complaint.expected().find("script_options::layouts") != std::string::npos);
    BOOST_TEST(complaint.got() == "(1, 13, 4)");
  }
}

BOOST_AUTO_TEST_CASE(channels_may_come_last) {
  torch::jit::Module module("Last");
  module.register_module("stem", convolution(2, 4, 1));
  module.register_module("swap", of_source("Permute", "def forward(self, x):\n  return x.permute([0, 2, 3, 1])\n"));
  module.register_module("relu", relu_in_place());
  module.define(
      "def forward(self, x):\n  x = self.relu.forward(self.swap.forward(self.stem.forward(x)).contiguous())\n"
      "  return torch.mean(x, [1, 2])\n");
  auto options = in_double();
  options.layouts["relu"] = tap_layout::channels_last();
  double_module const model(module, options);
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  auto const report = whence::check_laws(model, images, {model.find_tap(named_tap{"relu"})});
  BOOST_TEST(report.passed(), report);
  auto const record = model.record(images, model.find_tap(named_tap{"relu"}));
  BOOST_TEST(record.feature_maps().shape(1) == 4u);
  BOOST_TEST(record.geometry()->rows.stride == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
