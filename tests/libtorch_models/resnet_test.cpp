// SPDX-License-Identifier: BSD-3-Clause
// What is asked of a backend in long use, of ResNet-18: where its cells look, memory, threads, time.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>

#include "answers.hpp"
#include "support/numbers.hpp"

using namespace whence::test;
using whence::named_tap;
using whence::libtorch::script_module;

namespace {

whence::libtorch::script_options at_side(std::size_t side) {
  whence::libtorch::script_options options;
  options.example = {1, 3, side, side};
  options.device = torch::kCPU;
  return options;
}

/// A network that answers, in place of logits, the sum over the channels of layer4 in one of the cells from `first` on.
torch::jit::Module cells_of_layer4(torch::jit::Module const& resnet, int first, int count) {
  torch::jit::Module module("Cells");
  module.register_module("net", resnet);
  std::string const range = std::to_string(first) + ":" + std::to_string(first + count);
  module.define(R"(
def forward(self, x):
  x = self.net.maxpool.forward(self.net.relu.forward(self.net.bn1.forward(self.net.conv1.forward(x))))
  x = self.net.layer2.forward(self.net.layer1.forward(x))
  x = self.net.layer4.forward(self.net.layer3.forward(x))
  return torch.flatten(torch.sum(x, [1])[:, )" +
                range + ", " + range + "], 1)\n");
  return module;
}

struct point {
  double row = 0, column = 0;
};

/// The centre of the magnitudes of a gradient at an image.
point centre_of(whence::image_batch<float> const& gradient) {
  double weight = 0;
  point centre;
  auto const height = gradient.shape(2), width = gradient.shape(3);
  for (std::size_t i = 0; i != gradient.size(); ++i) {
    double const here = std::abs(static_cast<double>(gradient.data()[i]));
    weight += here;
    centre.row += here * static_cast<double>(i / width % height);
    centre.column += here * static_cast<double>(i % width);
  }
  return {centre.row / weight, centre.column / weight};
}

/// Memory in use, in MB.
double resident() {
  std::ifstream file("/proc/self/statm");
  double pages = 0;
  file >> pages >> pages;
  return pages * 4096 / 1e6;
}

template <class Body>
double seconds(Body const& body) {
  auto const start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

/// Grad-CAM's time by that of the module's own forward pass: medians of runs that take turns.
double cost_of_grad_cam(std::string const& file, std::string const& tap) {
  auto const plain = torch::jit::load(in_folder(file));
  script_module const model(plain, at_side(224));
  auto const images = random_tensor<float, 4>({1, 3, 224, 224}, 5);
  at::Tensor const same = at::from_blob(const_cast<float*>(images.data()), {1, 3, 224, 224}).clone();
  whence::grad_cam<named_tap> const method{{named_tap{tap}}};
  std::vector<double> plains, methods;
  for (int run = 0; run != 18; ++run) {
    plains.push_back(seconds([&] { plain_forward(plain, same); }));
    methods.push_back(seconds([&] { static_cast<void>(method(model, images)); }));
    if (run == 2) plains.clear(), methods.clear();  // an executor that specialises itself takes its first runs to it
  }
  double const ratio = median(methods) / median(plains);
  BOOST_TEST_MESSAGE(file << ", " << at::get_num_threads() << " thread(s): forward " << 1e3 * median(plains)
                          << " ms, Grad-CAM at " << tap << ' ' << 1e3 * median(methods) << " ms, ratio " << ratio);
  return ratio;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(libtorch_resnet)

// Stem: 7 x 7, step 2, padding 3: reach (7 - 1) / 2 - 3 = 0, and so are those of the pooling and of every other
// convolution with steps: 3 x 3, padding 1: (3 - 1) / 2 - 1 = 0; 1 x 1 past a block, no padding: 0. Cell 0 is centred
// on pixel 0. Steps: 2 (stem), 2 (pooling), 1, 2, 2, 2: stride 32.
BOOST_AUTO_TEST_CASE(cells_of_layer4_look_where_their_gradients_centre) {
  at::set_num_threads(1);
  auto const resnet = torch::jit::load(in_folder("resnet18.scripted.pt"));
  whence::axis_geometry const derived{32, 0, 1024};
  script_module const whole(resnet, at_side(224));
  for (auto const& tap : whole.taps(1024, 1024)) {
    if (tap.name != "layer4") continue;
    BOOST_REQUIRE(tap.geometry.has_value());
    BOOST_TEST((*tap.geometry == whence::tap_geometry{derived, derived}));
  }

  // A cell sees 435 pixels, so that at side 1024 cells 7 to 25 see no border. The gradients of random ReLUs centre
  // about the cell, not on it: the mean of a few is compared.
  constexpr int first = 14, count = 5;
  script_module const cells(cells_of_layer4(resnet, first, count), at_side(1024));
  auto const tap = cells.find_tap(named_tap{"net.layer4"});
  auto const images = random_tensor<float, 4>({1, 3, 1024, 1024}, 3);
  BOOST_TEST((cells.record(images, tap).geometry() == whence::tap_geometry{derived, derived}));
  auto const record = cells.record(images, cells.image_tap());
  constexpr int asked[] = {0, 4, 8, 12, 16, 20, 24};  // the corners and a diagonal
  point off{};
  double furthest = 0;
  for (int const cell : asked) {
    whence::logit_matrix<float> cotangent = xt::zeros<float>({std::size_t{1}, std::size_t{count * count}});
    cotangent(0, static_cast<std::size_t>(cell)) = 1;
    point const centre = centre_of(cells.backward(record, cotangent));
    double const row = centre.row - derived.centre(first + cell / count);
    double const column = centre.column - derived.centre(first + cell % count);
    furthest = std::max({furthest, std::abs(row), std::abs(column)});
    off.row += row / static_cast<double>(std::size(asked));
    off.column += column / static_cast<double>(std::size(asked));
  }
  BOOST_TEST_MESSAGE("gradients centre " << off.row << ", " << off.column << " pixels off their cells in the mean, "
                                         << furthest << " at most");
  BOOST_TEST(std::abs(off.row) < 1.5);  // half-pixel upsampling would be 15.5 off
  BOOST_TEST(std::abs(off.column) < 1.5);
  BOOST_TEST(furthest < 8);
}

BOOST_AUTO_TEST_CASE(a_thousand_explanations_do_not_grow) {
  at::set_num_threads(1);
  script_module const model(torch::jit::load(in_folder("resnet18.scripted.pt")), at_side(64));
  auto const images = random_tensor<float, 4>({1, 3, 64, 64}, 7);
  whence::grad_cam<named_tap> const method{{named_tap{"layer2"}}};
  double before = 0;
  for (int run = 0; run != 1000; ++run) {
    static_cast<void>(method(model, images));
    if (run % 5 == 0) static_cast<void>(whence::guided_backprop{}(model, images));
    if (run == 99) before = resident();
  }
  double const growth = resident() - before;
  BOOST_TEST_MESSAGE("from the 100th to the 1000th explanation: " << growth << " MB more");
  // A map of layer2 has 33 kB: 900 of them that were kept, alone, would be 29 MB.
  BOOST_TEST(growth < 4);
}

BOOST_AUTO_TEST_CASE(four_threads_on_one_module_get_the_bits_of_one_alone) {
  at::set_num_threads(1);
  script_module const model(torch::jit::load(in_folder("resnet18.scripted.pt")), at_side(64));
  whence::grad_cam<named_tap> const method{{named_tap{"layer4"}}};
  std::vector<whence::image_batch<float>> images;
  std::vector<whence::map_batch<float>> maps;
  std::vector<whence::image_batch<float>> pixels;
  for (std::uint64_t thread = 0; thread != 4; ++thread) {
    images.push_back(random_tensor<float, 4>({1, 3, 64, 64}, thread));
    maps.push_back(method(model, images.back()).values);
    pixels.push_back(whence::guided_backprop{}(model, images.back()).values);
  }
  std::vector<int> same(4, 0);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread != 4; ++thread) {
    threads.emplace_back([&, thread] {
      at::set_num_threads(1);  // it is a thread's own
      for (int run = 0; run != 25; ++run) {
        same[thread] += same_bits(method(model, images[thread]).values, maps[thread]) &&
                        same_bits(whence::guided_backprop{}(model, images[thread]).values, pixels[thread]);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  BOOST_TEST(same == std::vector<int>(4, 25), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(grad_cam_costs_at_most_a_quarter_more_than_a_forward_pass) {
  at::set_num_threads(1);
  BOOST_TEST(cost_of_grad_cam("cost.resnet18.pt", "layer4") <= 1.25);
  BOOST_TEST(cost_of_grad_cam("cost.vgg16_bn.pt", "features.42") <= 1.25);
}

BOOST_AUTO_TEST_SUITE_END()
