// SPDX-License-Identifier: BSD-3-Clause
// Where the cells of taps look, derived by hand: offset' = offset + ((kernel - 1) dilation / 2 - padding) stride.
#include <torch/script.h>

#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/core/tap_geometry.hpp>

#include "small_modules.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using double_module = whence::libtorch::basic_script_module<double>;

namespace {

// The geometry of what `layer` makes of the stem's maps: (N, 4, 16, 16) of images (N, 2, 32, 32), stride 2, offset 0.
std::optional<whence::tap_geometry> behind_stem(std::string const& layer) {
  torch::jit::Module module("Net");
  module.register_module("stem", convolution(2, 4, 1, 2));
  auto tapped = of_source("Layer", "def forward(self, x):\n  return " + layer + "\n");
  module.register_module("layer", tapped);
  module.define("def forward(self, x):\n  return self.layer.forward(self.stem.forward(x)).flatten(2).mean([2])\n");
  auto options = in_double();
  options.example = {1, 2, 32, 32};
  double_module const model(module, options);
  for (auto const& tap : model.taps()) {
    if (tap.name == "layer") return tap.geometry;
  }
  return std::nullopt;
}

void expect(std::string const& layer, double stride, double offset) {
  BOOST_TEST_CONTEXT(layer) {
    auto const geometry = behind_stem(layer);
    BOOST_REQUIRE(geometry.has_value());
    BOOST_TEST(geometry->rows.stride == stride);
    BOOST_TEST(geometry->rows.offset == offset);
    BOOST_TEST(geometry->rows.pixels == 32u);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(backends_libtorch_script_geometry)

BOOST_AUTO_TEST_CASE(windows_move_the_cells) {
  expect("torch.max_pool2d(x, [3, 3], [2, 2], [1, 1])", 4, 0);          // (3 - 1) / 2 - 1 = 0
  expect("torch.max_pool2d(x, [2, 2])", 4, 1);                          // half a cell of 2 pixels
  expect("torch.avg_pool2d(x, [4, 4], [2, 2])", 4, 3);                  // 1.5 cells of 2 pixels
  expect("torch.max_pool2d(x, [3, 3], [1, 1], [0, 0], [2, 2])", 2, 4);  // (3 - 1) 2 / 2 = 2 cells
  expect("torch.constant_pad_nd(x, [1, 1, 2, 1])", 2, -4);              // two rows more on top
  expect("torch.adaptive_avg_pool2d(x, [4, 4])", 8, 3);                 // 4 cells of 2 pixels, 1.5 further
}

BOOST_AUTO_TEST_CASE(what_is_done_cell_by_cell_moves_nothing) {
  for (std::string const layer :
       {"torch.relu(x)", "torch.sigmoid(x) * x + 1", "torch.cat([x, x.relu()], 1)", "x.chunk(2, 1)[1]", "x[:, 1:3]",
        "x.view([1, 2, 2, 16, 16]).transpose(1, 2).reshape([1, 4, 16, 16])",
        "torch.gelu(x.permute([0, 2, 3, 1])).permute([0, 3, 1, 2])"}) {
    expect(layer, 2, 0);
  }
}

BOOST_AUTO_TEST_CASE(branches_of_one_cell_look_nowhere) {
  expect("x * torch.sigmoid(torch.mean(x, [2, 3], True))", 2, 0);
  expect("x + torch.adaptive_avg_pool2d(x, [1, 1])", 2, 0);
}

BOOST_AUTO_TEST_CASE(branches_that_look_at_the_same_have_one_geometry) {
  // (3 - 1) / 2 - 1 = 0 and (5 - 1) / 2 - 2 = 0, as in a residual block: one step of 2 cells of 2 pixels each.
  expect("torch.max_pool2d(x, [3, 3], [2, 2], [1, 1]) + torch.avg_pool2d(x, [5, 5], [2, 2], [2, 2])", 4, 0);
  // (3 - 1) / 2 - 0 = 1 cell of 2 pixels in both, as where an Inception reduces its maps.
  expect("torch.cat([torch.max_pool2d(x, [3, 3], [2, 2]), torch.avg_pool2d(x, [3, 3], [2, 2])], 1)", 4, 2);
  // (8 / 4 - 1) / 2 = (2 - 1) / 2 of a cell of 2 pixels.
  expect("torch.adaptive_avg_pool2d(x, [8, 8]) + torch.max_pool2d(x, [2, 2])", 4, 1);
}

BOOST_AUTO_TEST_CASE(branches_that_look_at_different_places_have_none) {
  for (std::string const layer : {
           // Half a cell of 2 pixels, and none at all: no single place is where both look.
           "torch.avg_pool2d(x, [2, 2]) + torch.max_pool2d(x, [1, 1], [2, 2])",
           "torch.cat([torch.avg_pool2d(x, [2, 2]), torch.max_pool2d(x, [1, 1], [2, 2])], 1)",
           // Behind a step of 2 and back by resizing, (1 / 2 - 1) / 2 of a cell of 4 pixels is -1: not 0.
           "x + torch.upsample_nearest2d(torch.max_pool2d(x, [1, 1], [2, 2]), [16, 16])",
       }) {
    BOOST_TEST_CONTEXT(layer) {
      BOOST_TEST(!behind_stem(layer).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_not_guessed) {
  for (std::string const layer :
       {"torch.flip(x, [3])", "x[:, :, 1:]", "x.transpose(2, 3)", "torch.adaptive_avg_pool2d(x, [5, 5])",
        "x.roll(1, 2)", "torch.matmul(x, x)", "x.view([1, 4, 8, 32])",
        "torch.max_pool2d(x, [2, 2]) + torch.adaptive_avg_pool2d(torch.flip(x, [3]), [8, 8])"}) {
    BOOST_TEST_CONTEXT(layer) {
      BOOST_TEST(!behind_stem(layer).has_value());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_record_of_images_of_another_size_knows_their_extent) {
  double_module const model(residual_module(), in_double());
  auto const record = model.record(random_tensor<double, 4>({1, 2, 21, 16}, 1), model.find_tap(named_tap{"body"}));
  BOOST_TEST(record.geometry()->rows.pixels == 21u);
  BOOST_TEST(record.geometry()->columns.pixels == 16u);
  BOOST_TEST(record.geometry()->rows.stride == 2.0);
  BOOST_TEST(model.taps(21, 16)[0].height == 11u);
  BOOST_TEST(model.taps()[0].height == 5u);
  auto const image = model.record(random_tensor<double, 4>({1, 2, 9, 8}, 1), model.image_tap());
  BOOST_TEST(image.geometry()->rows.stride == 1.0);
}

BOOST_AUTO_TEST_SUITE_END()
