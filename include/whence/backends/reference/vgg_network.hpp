// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/layer_weights.hpp>
#include <whence/backends/reference/network.hpp>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/core/executor.hpp>
#include <whence/weights/weight_map.hpp>

namespace whence::reference {

/// A VGG for the engine, its layout chosen at run time. Its modules bear torchvision's names. A convolution before a
/// batch norm is folded into it: the pair is one node under the batch norm's name.
///
/// @param layout one of `vgg_layouts`
/// @param weights torchvision's tensors for that layout; width of every layer, hidden widths, input channels and number
///        of classes are read from their shapes
/// @throws weights_error naming the tensor that is missing, not part of the layout, or misshapen
template <std::floating_point T>
[[nodiscard]] network<T> vgg_network(vgg_layout const& layout, weight_map<T> const& weights, executor threads = {},
                                     engine engine_kind = default_engine<T>) {
  layer_weights<T> tensors(weights);
  std::vector<node<T>> nodes;
  std::vector<folded_module> folded;
  auto const append = [&](std::string name, layer<T> operation) {
    std::size_t const input = nodes.size();
    nodes.push_back({std::move(name), std::move(operation), {input}});
  };

  std::optional<std::size_t> input_channels;
  std::optional<std::size_t> channels;
  std::optional<filter_bank<T>> unfolded;
  whence::detail::for_each_vgg_feature(layout, [&](whence::detail::vgg_module kind, std::size_t index) {
    std::string const name = "features." + std::to_string(index);
    switch (kind) {
      case whence::detail::vgg_module::convolution: {
        filter_bank<T> bank = tensors.take_filters(name, channels, window::square(3, 1, 1));
        if (!input_channels) input_channels = bank.channels();
        channels = bank.filters();
        if (layout.batch_norm) {
          folded.push_back({name, "features." + std::to_string(index + 1)});
          unfolded = std::move(bank);
        } else {
          append(name, convolution<T>(std::move(bank)));
        }
        break;
      }
      case whence::detail::vgg_module::batch_norm:
        append(name, convolution<T>(tensors.fold_batch_norm(*unfolded, name)));
        break;
      case whence::detail::vgg_module::relu: append(name, relu<T>{}); break;
      case whence::detail::vgg_module::max_pool: append(name, max_pool<T>(window::square(2, 2))); break;
    }
  });

  constexpr std::size_t side = 7;
  append("avgpool", adaptive_average_pool<T>(side, side));
  append("flatten", flatten<T>{});
  std::size_t inputs = *channels * side * side;
  for (std::size_t index = 0; index != 7; ++index) {
    std::string const name = "classifier." + std::to_string(index);
    if (index % 3 == 0) {
      weight_tensor<T> rows = tensors.take(name + ".weight", {std::nullopt, inputs});
      inputs = rows.shape()[0];
      append(name, linear<T>(std::move(rows), tensors.take(name + ".bias", {inputs})));
    } else if (index % 3 == 1) {
      append(name, relu<T>{});
    } else {
      append(name, dropout<T>{});
    }
  }
  tensors.expect_nothing_left(layout.name());
  return network<T>(*input_channels, std::move(nodes), std::move(folded), std::move(threads), engine_kind);
}

}  // namespace whence::reference
