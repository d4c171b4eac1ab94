// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/reference/detail/resume_from.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// What lies between a tap and the first linear layer, where all of it treats channels apart and leaves zeros zero:
/// then that layer's output without a channel is its output less what this channel's inputs bring.
struct channelwise_way {
  std::vector<std::size_t> nodes;
  std::size_t linear;  ///< the node behind them
};

/// @return nothing where there is no such way
template <class T>
std::optional<channelwise_way> way_to_linear(graph<T> const& network, std::size_t tap) {
  channelwise_way way{};
  for (std::size_t value = tap;;) {
    std::vector<std::size_t> readers;
    for (std::size_t i = 0; i != network.nodes().size(); ++i) {
      for (std::size_t const input : network.nodes()[i].inputs) {
        if (input == value) readers.push_back(i);
      }
    }
    if (readers.size() != 1) return std::nullopt;
    auto const& operation = network.nodes()[readers[0]].operation;
    if (std::holds_alternative<linear<T>>(operation)) {
      way.linear = readers[0];
      return way;
    }
    if (std::holds_alternative<convolution<T>>(operation) || std::holds_alternative<addition<T>>(operation)) {
      return std::nullopt;
    }
    way.nodes.push_back(readers[0]);
    value = readers[0] + 1;
  }
}

/// Some channels of an image's maps at the end of the way: (1, M, h, w), flattened or not.
template <class T>
feature_tensor<T> channels_along(channelwise_way const& way, graph<T> const& network, feature_tensor<T> const& maps,
                                 std::size_t image, std::span<std::size_t const> channels, executor const& threads) {
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  feature_tensor<T> values(map_shape{channels.size(), maps.shape(2), maps.shape(3)}.batch(1));
  for (std::size_t m = 0; m != channels.size(); ++m) {
    std::copy_n(maps.data() + (image * maps.shape(1) + channels[m]) * cells, cells, values.data() + m * cells);
  }
  for (std::size_t const step : way.nodes) {
    values = std::visit(
        [&]<class Layer>(Layer const& operation) {
          if constexpr (std::same_as<Layer, addition<T>>) {
            return std::move(values);
          } else {
            return operation.forward(values, threads);
          }
        },
        network.nodes()[step].operation);
  }
  return values;
}

/// The logits of an image without each of some channels of its maps at a tap.
///
/// @param logits of the record (N, classes)
/// @return (M, classes)
template <class T>
logit_matrix<T> ablate(std::size_t tap, graph<T> const& network, std::vector<convolution_chain> const& chains,
                       kept_pass<T> const& kept, logit_matrix<T> const& logits, std::size_t image,
                       std::span<std::size_t const> channels, executor const& threads) {
  feature_tensor<T> const& maps = *kept.values[tap];
  if (channels.empty()) return logit_matrix<T>(std::array<std::size_t, 2>{0, logits.shape(1)});
  if (auto const way = detail::way_to_linear(network, tap)) {
    auto const& layer = std::get<linear<T>>(network.nodes()[way->linear].operation);
    std::size_t const value = way->linear + 1;
    T const* const output = value + 1 == network.values()     ? logits.data() + image * layer.outputs()
                            : kept.values[value]->size() != 0 ? kept.values[value]->data() + image * layer.outputs()
                                                              : nullptr;
    // What is infinite with a channel may be finite without it, which no subtraction tells.
    if (output != nullptr && std::all_of(output, output + layer.outputs(), [](T o) { return std::isfinite(o); })) {
      auto parts = detail::channels_along(*way, network, maps, image, channels, threads);
      auto const without = layer.without(output, std::move(parts), channels, threads);
      return detail::resume_from(value, without, network, chains, kept, image, threads);
    }
  }
  std::size_t const cells = maps.shape(2) * maps.shape(3);
  std::size_t const size = maps.shape(1) * cells;
  std::size_t const at_once = std::max<std::size_t>(1, (std::size_t{32} << 20) / sizeof(T) / size);
  logit_matrix<T> result(std::array<std::size_t, 2>{channels.size(), logits.shape(1)});
  for (std::size_t first = 0; first < channels.size(); first += at_once) {
    feature_tensor<T> versions = detail::repeated(maps, image, std::min(at_once, channels.size() - first));
    for (std::size_t m = 0; m != versions.shape(0); ++m) {
      std::fill_n(versions.data() + m * size + channels[first + m] * cells, cells, T(0));
    }
    auto const some = detail::resume_from(tap, versions, network, chains, kept, image, threads);
    std::copy_n(some.data(), some.size(), result.data() + first * logits.shape(1));
  }
  return result;
}

}  // namespace whence::reference::detail
