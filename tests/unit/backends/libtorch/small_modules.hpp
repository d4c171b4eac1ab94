// SPDX-License-Identifier: BSD-3-Clause
// Small TorchScript modules with made-up weights, written here in TorchScript itself.
#pragma once
#include <torch/script.h>

#include <cstdint>
#include <string>
#include <vector>
#include <whence/backends/libtorch/script_options.hpp>

#include "support/numbers.hpp"

namespace whence::test {

inline at::Tensor made_up(std::vector<std::int64_t> const& sizes, std::uint64_t seed, double scale = 0.5) {
  std::int64_t count = 1;
  for (auto const size : sizes) count *= size;
  auto values = random_values<double>(static_cast<std::size_t>(count), seed, scale);
  return at::tensor(values, at::kDouble).view(sizes);
}

/// A module of a forward pass alone.
inline torch::jit::Module of_source(std::string const& name, std::string const& forward) {
  torch::jit::Module module(name);
  module.define(forward);
  return module;
}

inline torch::jit::Module convolution(std::int64_t in, std::int64_t out, std::uint64_t seed, std::int64_t step = 1) {
  torch::jit::Module module("Conv2d");
  module.register_parameter("weight", made_up({out, in, 3, 3}, seed), false);
  module.register_parameter("bias", made_up({out}, seed + 1, 0.2), false);
  std::string const s = std::to_string(step);
  module.define("def forward(self, x):\n  return torch.conv2d(x, self.weight, self.bias, [" + s + ", " + s +
                "], [1, 1], [1, 1], 1)\n");
  return module;
}

inline torch::jit::Module linear(std::int64_t in, std::int64_t out, std::uint64_t seed) {
  torch::jit::Module module("Linear");
  module.register_parameter("weight", made_up({out, in}, seed), false);
  module.register_parameter("bias", made_up({out}, seed + 1, 0.2), false);
  module.define("def forward(self, x):\n  return torch.matmul(x, self.weight.t()) + self.bias\n");
  return module;
}

inline torch::jit::Module relu_in_place() {
  return of_source("ReLU", "def forward(self, x):\n  return torch.relu_(x)\n");
}

/// stem (2 -> 4) - relu - body (4 -> 4) - [what `forward` says] - head (4 -> 3), with all of these to call.
inline torch::jit::Module small_network(std::string const& forward) {
  torch::jit::Module module("Net");
  module.register_module("stem", convolution(2, 4, 1, 2));
  module.register_module("relu", relu_in_place());
  module.register_module("body", convolution(4, 4, 3));
  module.register_module("head", linear(4, 3, 5));
  module.define(forward);
  return module;
}

/// A network with a skip connection that does all it can in place; its ReLU is called twice.
inline torch::jit::Module residual_module() {
  return small_network(R"(
def forward(self, x):
  x = self.relu.forward(self.stem.forward(x))
  y = self.body.forward(x)
  y += x
  y = self.relu.forward(y)
  return self.head.forward(torch.mean(y, [2, 3]))
)");
}

/// For images (N, 2, 9, 8) in double precision.
inline libtorch::script_options in_double() {
  libtorch::script_options options;
  options.example = {1, 2, 9, 8};
  options.device = torch::kCPU;
  return options;
}

}  // namespace whence::test
