// SPDX-License-Identifier: BSD-3-Clause
// libtorch_ways MODEL.pt PHOTO FOLDER: the rest of the code of docs/how_to/explain_a_torchscript_model.md.
#include <torch/nn.h>

#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <whence/io.hpp>
#include <whence/libtorch.hpp>

namespace {

struct small_net : torch::nn::Module {
  torch::nn::Sequential body{torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 8, 3).stride(2).padding(1)),
                             torch::nn::ReLU()};
  torch::nn::Linear classifier{8, 5};
  small_net() {
    register_module("body", body);
    register_module("classifier", classifier);
  }
};

void explain_split(whence::image_batch<float> const& images) {
  auto const net = std::make_shared<small_net>();
  net->eval();
  auto const body = [net](torch::Tensor const& x) { return net->body->forward(x); };
  auto const head = [net](torch::Tensor const& x) { return net->classifier->forward(x.mean({2, 3})); };
  whence::libtorch::split_module const model(body, head);
  auto const answer = whence::grad_cam{}(model, images);
  std::cout << "two halves: " << whence::to_text(answer.status[0]) << '\n';
}

void explain_sequential(whence::image_batch<float> const& images) {
  torch::nn::Sequential net;
  net->push_back("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(3, 8, 3).stride(2)));
  net->push_back("relu", torch::nn::ReLU(torch::nn::ReLUOptions().inplace(true)));
  net->push_back("pool", torch::nn::AdaptiveAvgPool2d(1));
  net->push_back("flatten", torch::nn::Flatten());
  net->push_back("linear", torch::nn::Linear(8, 5));
  net->eval();
  whence::libtorch::sequential_module const model{net};
  auto const answer = whence::grad_cam{whence::named_tap{"conv"}}(model, images);
  std::cout << "layers in a row: " << whence::to_text(answer.status[0]) << '\n';
}

}  // namespace

int main(int argc, char* argv[]) try {
  if (argc != 4) {
    std::cerr << "usage: libtorch_ways MODEL.pt PHOTO FOLDER\n";
    return 2;
  }
  std::filesystem::path const out = argv[3];
  std::filesystem::create_directories(out);
  torch::manual_seed(1);

  whence::libtorch::script_options options;
  options.device = torch::kCPU;
  options.precision = torch::kFloat;
  options.example = {1, 3, 192, 256};
  auto const model = whence::libtorch::script_module::load(argv[1], options);

  for (auto const& tap : model.taps()) {
    std::cout << tap.name << ", " << tap.kind << ": " << tap.channels << " x " << tap.height << " x " << tap.width;
    if (tap.geometry) std::cout << ", a cell every " << tap.geometry->rows.stride << " pixels";
    std::cout << '\n';
  }

  auto const photo = whence::read_photo(argv[2]);
  whence::recipe const own{.height = 192, .width = 256};
  auto const seen = whence::preprocess(photo, own);

  auto const pixels = whence::guided_backprop{}(model, seen.images);
  whence::write_png(out / "pixels.png", whence::explanation_panel(photo, pixels, seen.placement));

  auto const record = model.record(seen.images, model.find_tap(whence::named_tap{"block.conv2"}));
  auto const why = whence::grad_cam{}(model, record);
  auto const why_not = whence::grad_cam{}(model, record, whence::logit_margin{});
  std::cout << whence::to_text(why.status[0]) << ", " << whence::to_text(why_not.status[0]) << '\n';

  {
    whence::libtorch::deterministic_scope const strict;
    auto const answer = whence::grad_cam{}(model, seen.images);
    std::cout << "strict: " << whence::to_text(answer.status[0]) << '\n';
  }

  explain_split(seen.images);
  explain_sequential(seen.images);
} catch (std::exception const& problem) {
  std::cerr << problem.what() << '\n';
  return 1;
}
