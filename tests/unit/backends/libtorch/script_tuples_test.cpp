// SPDX-License-Identifier: BSD-3-Clause
// Modules inside that return several tensors: each is a tap of its own.
#include <torch/script.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/concepts/unknown_tap_error.hpp>
#include <whence/testing/check_laws.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

// A backbone that returns `what`, made of x (N, 4, 5, 4) and z = relu(x), and a head that reads its `y`.
torch::jit::Module with_backbone(std::string const& what, std::string const& reads) {
  torch::jit::Module backbone("Backbone");
  backbone.register_module("stem", convolution(2, 4, 1, 2));
  backbone.register_module("body", convolution(4, 4, 3));
  backbone.define("def forward(self, x):\n  x = self.stem.forward(x)\n  z = torch.relu(self.body.forward(x))\n  " +
                  what + "\n");
  torch::jit::Module module("Net");
  module.register_module("backbone", backbone);
  module.register_module("head", linear(4, 3, 5));
  module.define("def forward(self, x):\n  b = self.backbone.forward(x)\n  y = " + reads +
                "\n  return self.head.forward(torch.mean(y, [2, 3]))\n");
  return module;
}

bool offers(double_module const& model, std::string const& name) {
  auto const taps = model.taps();
  return std::any_of(taps.begin(), taps.end(), [&](auto const& tap) { return tap.name == name; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_tuples)

BOOST_AUTO_TEST_CASE(elements_are_tapped_by_index_or_key) {
  struct given {
    std::string what, reads, first, second;
  };
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  double_module const plain(with_backbone("return z", "b + self.backbone.stem.forward(x)"), in_double());
  auto const stem = plain.record(images, plain.find_tap(named_tap{"backbone.stem#1"})).feature_maps();
  auto const z = plain.record(images, plain.find_tap(named_tap{"backbone"})).feature_maps();
  for (given const& one : {
           given{"return (x, z)", "b[0] + b[1]", "backbone[0]", "backbone[1]"},
           given{"return [x, z]", "b[0] + b[1]", "backbone[0]", "backbone[1]"},
           given{"return {'low': x, 'out': z}", "b['low'] + b['out']", "backbone[low]", "backbone[out]"},
           given{"d = {'low': x}\n  d['out'] = z\n  return d", "b['low'] + b['out']", "backbone[low]", "backbone[out]"},
           given{"return ({'low': x}, [z])", "b[0]['low'] + b[1][0]", "backbone[0][low]", "backbone[1][0]"},
           given{"return {3: x, 4: z}", "b[3] + b[4]", "backbone[3]", "backbone[4]"},
       }) {
    BOOST_TEST_CONTEXT(one.what) {
      double_module const model(with_backbone(one.what, one.reads), in_double());
      BOOST_TEST(offers(model, one.first));
      BOOST_TEST(offers(model, one.second));
      BOOST_TEST(!offers(model, "backbone"));
      auto const first = model.find_tap(named_tap{one.first});
      auto const second = model.find_tap(named_tap{one.second});
      BOOST_TEST(same_bits(model.record(images, first).feature_maps(), stem));
      BOOST_TEST(same_bits(model.record(images, second).feature_maps(), z));
      // Whoever reads the first element, the body among them, sees what is changed there: finite differences hold.
      auto const report = whence::check_laws(model, images, {first, second});
      BOOST_TEST(report.passed(), report);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_modules_name_alone_is_answered_with_the_choice) {
  double_module const model(with_backbone("return (x, z)", "b[0] + b[1]"), in_double());
  try {
    (void)model.find_tap(named_tap{"backbone"});
    BOOST_FAIL("no error");
  } catch (whence::unknown_tap_error const& complaint) {
    BOOST_TEST(complaint.expected() == "a choice of what it returns: 'backbone[0]', 'backbone[1]'");
  }
  BOOST_CHECK_THROW((void)model.find_tap(named_tap{"backbone[2]"}), whence::unknown_tap_error);
}

BOOST_AUTO_TEST_CASE(elements_without_effect_on_the_logits_are_not_offered) {
  double_module const model(with_backbone("return (z, z.sum([1]))", "b[0]"), in_double());
  BOOST_TEST(offers(model, "backbone[0]"));
  BOOST_TEST(!offers(model, "backbone[1]"));
}

BOOST_AUTO_TEST_CASE(what_an_operator_made_a_list_of_is_tapped_where_it_is_taken_apart_once) {
  double_module const once(with_backbone("return z.split(2, 1)", "torch.cat([b[0], b[1]], 1)"), in_double());
  BOOST_TEST(offers(once, "backbone[0]"));
  auto const images = random_tensor<double, 4>({2, 2, 9, 8}, 4);
  auto const report = whence::check_laws(once, images, {once.find_tap(named_tap{"backbone[1]"})});
  BOOST_TEST(report.passed(), report);
  // Taken twice, no single value is the element: what is changed in one would not be seen through the other.
  double_module const twice(with_backbone("return z.split(2, 1)", "torch.cat([b[0], b[0] + b[1]], 1)"), in_double());
  BOOST_TEST(!offers(twice, "backbone[0]"));
  BOOST_TEST(offers(twice, "backbone[1]"));
}

BOOST_AUTO_TEST_CASE(every_call_of_such_a_module_has_its_elements) {
  torch::jit::Module pair = of_source("Pair", "def forward(self, x):\n  return (torch.relu(x), x + 1)\n");
  torch::jit::Module module("Net");
  module.register_module("stem", convolution(2, 4, 1, 2));
  module.register_module("pair", pair);
  module.define(
      "def forward(self, x):\n  a, b = self.pair.forward(self.stem.forward(x))\n"
      "  c, d = self.pair.forward(a - b)\n  return torch.mean(c + d, [2, 3])\n");
  double_module const model(module, in_double());
  for (std::string const name : {"pair[0]#1", "pair[1]#1", "pair[0]#2", "pair[1]#2"}) BOOST_TEST(offers(model, name));
  BOOST_TEST((model.find_tap(named_tap{"pair[0]"}) == model.find_tap(named_tap{"pair[0]#2"})));
}

BOOST_AUTO_TEST_CASE(elements_keep_their_geometry) {
  double_module const model(with_backbone("return (x, z)", "b[0] + b[1]"), in_double());
  for (auto const& tap : model.taps()) {
    if (!tap.name.starts_with("backbone")) continue;
    BOOST_REQUIRE(tap.geometry.has_value());
    BOOST_TEST(tap.geometry->rows.stride == 2.0);
    BOOST_TEST(tap.geometry->rows.offset == 0.0);
    BOOST_TEST(tap.kind == (tap.name.find('[') != std::string::npos ? "Backbone" : "Conv2d"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
