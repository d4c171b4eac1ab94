// SPDX-License-Identifier: BSD-3-Clause
// A VGG of LibTorch's own modules, of the weights that the reference backend reads.
#pragma once
#include <torch/nn.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/sequential_module.hpp>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/weights/weight_map.hpp>

namespace parity {

/// The same numbers, in memory that the weights keep.
template <class T>
at::Tensor tensor_of(whence::weight_tensor<T> const& weights) {
  std::vector<std::int64_t> const shape(weights.shape().begin(), weights.shape().end());
  // LibTorch has no tensors of constants; this one is read only.
  return torch::from_blob(const_cast<T*>(weights.data()), shape, c10::CppTypeToScalarType<T>::value);
}

/// torchvision's VGG as one chain. LibTorch allows no dots in names: `features.28` is "features_28" here.
///
/// @param weights of which a reference network of this layout was built, and so was found to be complete
/// @return in evaluation mode, ReLUs in place, with numbers of type T
template <std::floating_point T>
torch::nn::Sequential vgg_of(whence::vgg_layout const& layout, whence::weight_map<T> const& weights) {
  torch::nn::Sequential net;
  torch::NoGradGuard const no_gradients;
  auto const extent = [&](std::string const& tensor, std::size_t axis) {
    return static_cast<std::int64_t>(weights.at(tensor).shape()[axis]);
  };
  auto const append = [&](std::string name, auto layer) {
    layer->to(c10::CppTypeToScalarType<T>::value);
    auto const fill = [&](auto const& tensors) {
      for (auto const& tensor : tensors) {
        if (auto const* const found = weights.find(name + "." + tensor.key())) tensor.value().copy_(tensor_of(*found));
      }
    };
    fill(layer->named_parameters());
    fill(layer->named_buffers());
    std::ranges::replace(name, '.', '_');
    net->push_back(std::move(name), layer);
  };

  std::int64_t channels = 0;
  whence::detail::for_each_vgg_feature(layout, [&](whence::detail::vgg_module kind, std::size_t index) {
    std::string const name = "features." + std::to_string(index);
    switch (kind) {
      case whence::detail::vgg_module::convolution:
        channels = extent(name + ".weight", 0);
        append(name, torch::nn::Conv2d(torch::nn::Conv2dOptions(extent(name + ".weight", 1), channels, 3).padding(1)));
        break;
      case whence::detail::vgg_module::batch_norm: append(name, torch::nn::BatchNorm2d(channels)); break;
      case whence::detail::vgg_module::relu:
        append(name, torch::nn::ReLU(torch::nn::ReLUOptions().inplace(true)));
        break;
      case whence::detail::vgg_module::max_pool: append(name, torch::nn::MaxPool2d(2)); break;
    }
  });
  append("avgpool", torch::nn::AdaptiveAvgPool2d(7));
  append("flatten", torch::nn::Flatten());
  for (std::size_t index = 0; index != 7; ++index) {
    std::string const name = "classifier." + std::to_string(index);
    if (index % 3 == 0) {
      append(name, torch::nn::Linear(extent(name + ".weight", 1), extent(name + ".weight", 0)));
    } else if (index % 3 == 1) {
      append(name, torch::nn::ReLU(torch::nn::ReLUOptions().inplace(true)));
    } else {
      append(name, torch::nn::Dropout());
    }
  }
  net->eval();
  return net;
}

/// Such a chain as a backend, its taps found by torchvision's names.
template <std::floating_point T>
class torch_vgg : public whence::libtorch::basic_sequential_module<T> {
  using base = whence::libtorch::basic_sequential_module<T>;

 public:
  using base::base;
  using base::find_tap;

  [[nodiscard]] typename base::tap_type find_tap(whence::named_tap const& wanted) const {
    std::string name = wanted.name;
    std::ranges::replace(name, '.', '_');
    return base::find_tap(whence::named_tap{name});
  }
};

}  // namespace parity
