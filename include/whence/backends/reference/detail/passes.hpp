// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/reference/detail/convolution_chain.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/layer.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/node.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// The values of one pass: where each lies, and those that the pass itself computed.
template <class T>
struct workspace {
  std::vector<feature_tensor<T> const*> at;
  std::vector<feature_tensor<T>> own;
  std::vector<convolution_chain::memory> chains;  ///< what their pullbacks will read
  std::optional<std::size_t> kept_from;           ///< the first value that pullbacks will go back to

  explicit workspace(std::size_t values) : at(values, nullptr), own(values) {}
};

/// One node's value.
template <class T>
feature_tensor<T> apply(node<T> const& step, workspace<T> const& values, executor const& threads) {
  return std::visit(
      [&]<class Layer>(Layer const& operation) {
        if constexpr (std::same_as<Layer, addition<T>>) {
          return operation.forward(*values.at[step.inputs[0]], *values.at[step.inputs[1]], threads);
        } else {
          return operation.forward(*values.at[step.inputs[0]], threads);
        }
      },
      step.operation);
}

/// Runs the chain that goes on from a value, if one does.
///
/// @return the last value computed: the one given, if none does
template <class T>
std::size_t run_chain([[maybe_unused]] std::vector<convolution_chain> const& chains, [[maybe_unused]] std::size_t value,
                      [[maybe_unused]] workspace<T>& values, [[maybe_unused]] std::vector<bool> const& kept,
                      [[maybe_unused]] executor const& threads) {
  if constexpr (std::same_as<T, float>) {
    for (std::size_t c = 0; c != chains.size(); ++c) {
      auto const stage = chains[c].stage_from(value);
      if (!stage) continue;
      chains[c].forward(
          *stage, *values.at[value], kept,
          [&](std::size_t computed, feature_tensor<float> maps) {
            values.own[computed] = std::move(maps);
            values.at[computed] = &values.own[computed];
          },
          values.kept_from, values.chains[c], threads);
      return chains[c].output();
    }
  }
  return value;
}

/// Runs the nodes whose values are wanted, in order. A value is freed after its last reader, unless it is kept.
template <class T>
void run(graph<T> const& network, std::vector<convolution_chain> const& chains, workspace<T>& values,
         std::vector<bool> const& wanted, std::vector<bool> const& kept, executor const& threads) {
  values.chains.resize(chains.size());
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (!wanted[i + 1]) continue;
    auto const& step = network.nodes()[i];
    std::size_t const last = step.inputs[0] == i ? detail::run_chain(chains, i, values, kept, threads) : i;
    if (last == i) {
      values.own[i + 1] = detail::apply(step, values, threads);
      values.at[i + 1] = &values.own[i + 1];
    }
    for (std::size_t const input : step.inputs) {
      if (network.last_reader(input) == i && !kept[input]) values.own[input] = {};
    }
    if (last != i) i = last - 1;
  }
}

/// Which values a record keeps: the tap's, what pullbacks behind it read, and what goes past it to a node behind it.
/// What lies hidden in a chain is the chain's to keep.
template <class T>
std::vector<bool> kept_behind(graph<T> const& network, std::vector<convolution_chain> const& chains, std::size_t tap) {
  auto const behind = network.behind(tap);
  std::vector<bool> kept(network.values());
  kept[tap] = true;
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (!behind[i + 1] || i + 1 == tap) continue;
    bool const reads =
        std::visit([](auto const& operation) { return operation.pullback_reads_input; }, network.nodes()[i].operation);
    for (std::size_t const input : network.nodes()[i].inputs) kept[input] = kept[input] || reads || !behind[input];
  }
  for (convolution_chain const& chain : chains) {
    for (std::size_t value = chain.input() + 1; value < chain.output(); ++value) kept[value] = value == tap;
  }
  return kept;
}

/// One image of a batch, over and over.
///
/// @param values (N, K, h, w)
/// @return (count, K, h, w)
template <class T>
feature_tensor<T> repeated(feature_tensor<T> const& values, std::size_t image, std::size_t count) {
  map_shape const shape{values.shape(1), values.shape(2), values.shape(3)};
  feature_tensor<T> result(shape.batch(count));
  for (std::size_t n = 0; n != count; ++n) {
    std::copy_n(values.data() + image * shape.size(), shape.size(), result.data() + n * shape.size());
  }
  return result;
}

/// (N, classes, 1, 1) -> (N, classes)
template <class T>
logit_matrix<T> as_logits(feature_tensor<T> const& values) {
  logit_matrix<T> result(std::array<std::size_t, 2>{values.shape(0), values.shape(1)});
  std::copy_n(values.data(), values.size(), result.data());
  return result;
}

}  // namespace whence::reference::detail
