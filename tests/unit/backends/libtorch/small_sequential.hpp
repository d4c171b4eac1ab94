// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <torch/nn.h>

#include "small_modules.hpp"

namespace whence::test {

/// For images (N, 2, H, W), in evaluation mode, its weights made up; its ReLUs work in place.
inline torch::nn::Sequential small_sequential(at::ScalarType precision) {
  torch::nn::Sequential net;
  net->push_back("conv", torch::nn::Conv2d(torch::nn::Conv2dOptions(2, 4, 3).stride(2).padding(1)));
  net->push_back("norm", torch::nn::BatchNorm2d(4));
  net->push_back("relu", torch::nn::ReLU(torch::nn::ReLUOptions().inplace(true)));
  net->push_back("pool", torch::nn::MaxPool2d(torch::nn::MaxPool2dOptions(2).stride(1)));
  net->push_back("gate", torch::nn::ReLU6(torch::nn::ReLU6Options().inplace(true)));
  net->push_back("average", torch::nn::AdaptiveAvgPool2d(1));
  net->push_back("flatten", torch::nn::Flatten());
  net->push_back("linear", torch::nn::Linear(4, 3));
  net->to(precision);
  net->eval();
  torch::NoGradGuard const no_gradients;
  std::uint64_t seed = 30;
  for (at::Tensor& weight : net->parameters()) weight.copy_(made_up(weight.sizes().vec(), ++seed));
  return net;
}

}  // namespace whence::test
