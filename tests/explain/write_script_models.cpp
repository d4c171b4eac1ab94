// SPDX-License-Identifier: BSD-3-Clause
// What the tests of the program `explain_torchscript` need and no file of the repository holds.
//
//   write_script_models FOLDER GOLDEN      writes TorchScript files, and what PyTorch says of GOLDEN/libtorch's network
//   write_script_models near A.npy B.npy   ends with 0 where two stacks of maps differ by at most 1e-5 of the largest
#include <torch/script.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <string>
#include <whence/core.hpp>
#include <whence/io.hpp>

#include "unit/backends/libtorch/small_modules.hpp"

namespace {

using namespace whence::test;

/// For images (N, `channels`, 32, 32): stem (8 x 8) - body - [what `forward` says] - head, three classes.
torch::jit::Module network(std::string const& forward, std::int64_t channels = 3) {
  torch::jit::Module module("Net");
  module.register_module("stem", convolution(channels, 4, 1, 4));
  module.register_module("relu", relu_in_place());
  module.register_module("body", convolution(4, 4, 3));
  module.register_module("turned", of_source("Turned", "def forward(self, x):\n  return torch.flip(x, [2])\n"));
  module.register_module("last", of_source("Last", "def forward(self, x):\n  return x.permute([0, 2, 3, 1])\n"));
  module.register_module("tokens", of_source("Tokens", R"(
def forward(self, x):
  y = torch.transpose(torch.flatten(x, 2), 1, 2)
  return torch.cat([torch.mean(y, [1], True), y], 1)
)"));
  module.register_module("head", linear(4, 3, 5));
  module.define(forward);
  return module;
}

std::string const to_maps = R"(
def forward(self, x):
  y = self.body.forward(self.relu.forward(self.stem.forward(x)))
)";
std::string const to_logits = "self.head.forward(torch.mean(self.relu.forward(y), [2, 3]))\n";

void write_models(std::string const& folder) {
  auto const write = [&](std::string const& name, torch::jit::Module const& module) {
    module.save(folder + "/" + name + ".pt");
  };
  auto const plain = network(to_maps + "  return " + to_logits);
  write("plain", plain);
  auto half = plain.clone();
  half.to(torch::kHalf);
  write("half", half);
  write("grey", network(to_maps + "  return " + to_logits, 1));
  write("tuple", network(to_maps + "  return (y, " + to_logits.substr(0, to_logits.size() - 1) + ")\n"));
  write("dictionary",
        network(to_maps + "  return {'maps': y, 'logits': " + to_logits.substr(0, to_logits.size() - 1) + "}\n"));
  write("single", network(to_maps + R"(  y = torch.mean(self.relu.forward(y), [2, 3])
  return self.head.forward(y.view([1, 4]))
)"));
  write("turned", network(to_maps + "  y = self.turned.forward(y)\n  return " + to_logits));
  write("without_relu", network(R"(
def forward(self, x):
  y = self.body.forward(torch.silu(self.stem.forward(x)))
  return self.head.forward(torch.mean(torch.silu(y), [2, 3]))
)"));
  write("channels_last", network(R"(
def forward(self, x):
  y = self.last.forward(self.stem.forward(x))
  return self.head.forward(torch.mean(torch.relu(y), [1, 2]))
)"));
  write("transformer", network(R"(
def forward(self, x):
  y = self.tokens.forward(self.stem.forward(x))
  return self.head.forward(torch.mean(torch.relu(y), [1]))
)"));
}

template <std::size_t Rank>
whence::tensor<float, Rank> on_host(at::Tensor const& values) {
  at::Tensor const flat = values.to(at::kFloat).contiguous();
  std::array<std::size_t, Rank> shape{};
  std::ranges::transform(flat.sizes(), shape.begin(), [](auto extent) { return static_cast<std::size_t>(extent); });
  whence::tensor<float, Rank> host(shape);
  std::copy_n(flat.data_ptr<float>(), host.size(), host.data());
  return host;
}

/// Images, and Grad-CAM of class 1 at block.conv1 by PyTorch's own maps and gradient.
void write_expected(std::string const& folder, std::string const& golden) {
  auto const module = torch::jit::load(golden + "/libtorch/residual_scripted.pt");
  auto const kept = [&](char const* name) { return module.attr(name).toTensor(); };
  at::Tensor const weights = kept("gradient").mean({2, 3}, true);
  whence::write_npy(folder + "/images.npy", on_host<4>(kept("images")));
  whence::write_npy(folder + "/expected.npy", on_host<3>((weights * kept("maps")).sum(1).clamp_min(0)));
}

bool are_near(std::string const& a, std::string const& b) {
  auto const ours = whence::read_npy<float, 3>(a), theirs = whence::read_npy<float, 3>(b);
  if (ours.shape() != theirs.shape()) return false;
  float largest = 0, difference = 0;
  for (std::size_t i = 0; i != ours.size(); ++i) {
    largest = std::max(largest, std::abs(theirs.data()[i]));
    difference = std::max(difference, std::abs(ours.data()[i] - theirs.data()[i]));
  }
  return largest > 0 && difference <= 1e-5F * largest;
}

}  // namespace

int main(int argc, char* argv[]) {
  try {
    if (argc == 4 && std::string(argv[1]) == "near") return are_near(argv[2], argv[3]) ? 0 : 1;
    if (argc != 3) throw whence::error("command line", "FOLDER GOLDEN, or near A.npy B.npy", "something else");
    write_models(argv[1]);
    write_expected(argv[1], argv[2]);
    return 0;
  } catch (std::exception const& problem) {
    std::cerr << "write_script_models: " << problem.what() << '\n';
    return 1;
  }
}
