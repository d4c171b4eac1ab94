// SPDX-License-Identifier: BSD-3-Clause
// A VGG in TorchScript, written here as torchvision's would be scripted: `features`, `avgpool`, `classifier`, modules
// called in turn, their ReLUs in place.
#pragma once
#include <torch/script.h>

#include <cstddef>
#include <string>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/weights/weight_map.hpp>

#include "../examples/parity/torch_vgg.hpp"
#include "small_modules.hpp"

namespace whence::test {

/// Modules under numbers, called in turn.
class numbered_modules {
 public:
  void append(torch::jit::Module const& module) {
    std::string const name = std::to_string(count_++);
    whole_.register_module(name, module);
    forward_ += "  x = getattr(self, \"" + name + "\").forward(x)\n";
  }
  [[nodiscard]] torch::jit::Module finished() const {
    torch::jit::Module module = whole_;
    module.define(forward_ + "  return x\n");
    return module;
  }

 private:
  torch::jit::Module whole_{"Sequential"};
  std::string forward_ = "def forward(self, x):\n";
  std::size_t count_ = 0;
};

/// A module of two parameters.
template <class T>
torch::jit::Module with_weights(std::string const& kind, std::string const& expression, weight_map<T> const& weights,
                                std::string const& name) {
  torch::jit::Module module(kind);
  for (std::string const parameter : {"weight", "bias"}) {
    module.register_parameter(parameter, parity::tensor_of(weights.at(name + "." + parameter)).clone(), false);
  }
  module.define("def forward(self, x):\n  return " + expression + "\n");
  return module;
}

/// @param layout without batch norm
template <class T>
torch::jit::Module scripted_vgg(vgg_layout const& layout, weight_map<T> const& weights) {
  numbered_modules features;
  detail::for_each_vgg_feature(layout, [&](detail::vgg_module kind, std::size_t index) {
    if (kind == detail::vgg_module::convolution) {
      features.append(with_weights("Conv2d", "torch.conv2d(x, self.weight, self.bias, [1, 1], [1, 1], [1, 1], 1)",
                                   weights, "features." + std::to_string(index)));
    } else if (kind == detail::vgg_module::relu) {
      features.append(relu_in_place());
    } else {
      features.append(
          of_source("MaxPool2d", "def forward(self, x):\n  return torch.max_pool2d(x, [2, 2], [2, 2], [0, 0])\n"));
    }
  });
  numbered_modules classifier;
  for (std::size_t index = 0; index != 7; ++index) {
    if (index % 3 == 0) {
      classifier.append(with_weights("Linear", "torch.linear(x, self.weight, self.bias)", weights,
                                     "classifier." + std::to_string(index)));
    } else if (index % 3 == 1) {
      classifier.append(relu_in_place());
    } else {
      classifier.append(of_source("Dropout", "def forward(self, x):\n  return torch.dropout(x, 0.5, False)\n"));
    }
  }
  torch::jit::Module module("VGG");
  module.register_module("features", features.finished());
  module.register_module(
      "avgpool",
      of_source("AdaptiveAvgPool2d", "def forward(self, x):\n  return torch.adaptive_avg_pool2d(x, [7, 7])\n"));
  module.register_module("classifier", classifier.finished());
  module.define(R"(
def forward(self, x):
  x = self.avgpool.forward(self.features.forward(x))
  return self.classifier.forward(torch.flatten(x, 1))
)");
  return module;
}

}  // namespace whence::test
