// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <torch/nn.h>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>
#include <whence/backends/libtorch/detail/placed_cells.hpp>
#include <whence/backends/libtorch/detail/torch_version.hpp>

namespace whence::libtorch::detail {

/// A module of `torch::nn` without its namespace: "Conv2d".
inline std::string layer_kind(torch::nn::Module const& layer) {
  std::string name = layer.name();
  if (auto const colons = name.rfind("::"); colons != std::string::npos) name = name.substr(colons + 2);
  return name.ends_with("Impl") ? name.substr(0, name.size() - 4) : name;
}

/// Where a layer is a rectifier min(max(x, 0), c), its ceiling c, which may be infinite; otherwise 0.
inline double layer_ceiling(torch::nn::Module const& layer) {
  constexpr double open = std::numeric_limits<double>::infinity();
  if (layer.as<torch::nn::ReLU>() != nullptr) return open;
  if (layer.as<torch::nn::ReLU6>() != nullptr) return 6;
  if (auto const* const tanh = layer.as<torch::nn::Hardtanh>()) {
    return tanh->options.min_val() == 0 && tanh->options.max_val() > 0 ? tanh->options.max_val() : 0;
  }
  auto const* const threshold = layer.as<torch::nn::Threshold>();
  return threshold != nullptr && threshold->options.threshold() == 0 && threshold->options.value() == 0 ? open : 0;
}

/// Whether it is known of a layer that its cell (i, j) looks where cell (i, j) of its input does.
inline bool is_elementwise_layer(std::string const& kind) {
  static std::set<std::string> const names{"ReLU",
                                           "ReLU6",
                                           "Hardtanh",
                                           "Threshold",
                                           "LeakyReLU",
                                           "PReLU",
                                           "RReLU",
                                           "ELU",
                                           "CELU",
                                           "SELU",
                                           "GELU",
                                           "SiLU",
                                           "Mish",
                                           "Sigmoid",
                                           "Tanh",
                                           "Softplus",
                                           "Softsign",
                                           "BatchNorm2d",
                                           "InstanceNorm2d",
                                           "GroupNorm",
                                           "LocalResponseNorm",
                                           "Dropout",
                                           "Dropout2d",
                                           "AlphaDropout",
                                           "FeatureAlphaDropout",
                                           "Identity",
                                           "Softmax2d"};
  return names.contains(kind);
}

/// Whether it is known of a layer that no ReLU is hidden in it.
inline bool has_no_hidden_relu(std::string const& kind) {
  static std::set<std::string> const names{"Conv2d",       "ConvTranspose2d",   "MaxPool2d",         "AvgPool2d",
                                           "LPPool2d",     "AdaptiveAvgPool2d", "AdaptiveMaxPool2d", "Linear",
                                           "Flatten",      "Unflatten",         "LayerNorm",         "Upsample",
                                           "ZeroPad2d",    "ReflectionPad2d",   "ReplicationPad2d",  "ConstantPad2d",
                                           "PixelShuffle", "Softmax",           "LogSoftmax",        "LogSigmoid"};
  return detail::is_elementwise_layer(kind) || names.contains(kind);
}

/// Behind a layer.
///
/// @param before, after extents of its input and output
inline std::optional<placed_cells> behind_layer(torch::nn::Module const& layer, placed_cells const& from,
                                                std::vector<std::int64_t> const& before,
                                                std::vector<std::int64_t> const& after) {
  using pair = std::array<std::int64_t, 2>;
  if (before.size() != 4 || after.size() != 4) return std::nullopt;
  auto const padded = [](pair const& pads) {
    return std::array<double, 2>{static_cast<double>(pads[0]), static_cast<double>(pads[1])};
  };
  if (auto const* const conv = layer.as<torch::nn::Conv2d>()) {
    sliding_window window{*conv->options.kernel_size(), *conv->options.stride(), {0, 0}, *conv->options.dilation()};
    if (auto const* const pads = variants::get_if<torch::ExpandingArray<2>>(&conv->options.padding())) {
      window.padding = padded(**pads);
    } else if (variants::get_if<torch::enumtype::kSame>(&conv->options.padding()) != nullptr) {
      for (std::size_t i = 0; i != 2; ++i) {
        window.padding[i] = static_cast<double>((window.kernel[i] - 1) * window.dilation[i] / 2);
      }
    }
    return detail::behind_window(from, window);
  }
  if (auto const* const pool = layer.as<torch::nn::MaxPool2d>()) {
    auto const& options = pool->options;
    return detail::behind_window(
        from, {*options.kernel_size(), *options.stride(), padded(*options.padding()), *options.dilation()});
  }
  if (auto const* const pool = layer.as<torch::nn::AvgPool2d>()) {
    auto const& options = pool->options;
    return detail::behind_window(from, {*options.kernel_size(), *options.stride(), padded(*options.padding()), {1, 1}});
  }
  std::string const kind = detail::layer_kind(layer);
  if (detail::is_elementwise_layer(kind)) return from;
  bool const shares = kind == "AdaptiveAvgPool2d" || kind == "AdaptiveMaxPool2d";
  if (!shares || before[2] % after[2] != 0 || before[3] % after[3] != 0) return std::nullopt;
  return detail::behind_sharing(from, static_cast<double>(before[2] / after[2]),
                                static_cast<double>(before[3] / after[3]));
}

}  // namespace whence::libtorch::detail
