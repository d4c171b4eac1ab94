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
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/layer.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/node.hpp>
#include <whence/concepts/relu_rule.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// The values of one pass: where each lies, and those that the pass itself computed.
template <class T>
struct workspace {
  std::vector<feature_tensor<T> const*> at;
  std::vector<feature_tensor<T>> own;

  explicit workspace(std::size_t values) : at(values, nullptr), own(values) {}
};

/// Runs the nodes whose values are wanted, in order. A value is freed after its last reader, unless it is kept.
template <class T>
void run(graph<T> const& network, workspace<T>& values, std::vector<bool> const& wanted, std::vector<bool> const& kept,
         executor const& threads) {
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (!wanted[i + 1]) continue;
    auto const& step = network.nodes()[i];
    values.own[i + 1] = std::visit(
        [&]<class Layer>(Layer const& operation) {
          if constexpr (std::same_as<Layer, addition<T>>) {
            return operation.forward(*values.at[step.inputs[0]], *values.at[step.inputs[1]], threads);
          } else {
            return operation.forward(*values.at[step.inputs[0]], threads);
          }
        },
        step.operation);
    values.at[i + 1] = &values.own[i + 1];
    for (std::size_t const input : step.inputs) {
      if (network.last_reader(input) == i && !kept[input]) values.own[input] = {};
    }
  }
}

/// Which values a record keeps: the tap's, what pullbacks behind it read, and what goes past it to a node behind it.
template <class T>
std::vector<bool> kept_behind(graph<T> const& network, std::size_t tap) {
  auto const behind = network.behind(tap);
  std::vector<bool> kept(network.values());
  kept[tap] = true;
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (!behind[i + 1] || i + 1 == tap) continue;
    bool const reads =
        std::visit([](auto const& operation) { return operation.pullback_reads_input; }, network.nodes()[i].operation);
    for (std::size_t const input : network.nodes()[i].inputs) kept[input] = kept[input] || reads || !behind[input];
  }
  return kept;
}

/// One node's pullback to one of its inputs.
template <class T, relu_rule Rule>
feature_tensor<T> pull_back(node<T> const& step, feature_tensor<T> const& gradient, feature_tensor<T> const& input,
                            map_shape const& input_shape, Rule const& rule, executor const& threads) {
  return std::visit(
      [&]<class Layer>(Layer const& operation) {
        if constexpr (rectifying_layer<Layer>) {
          return operation.pullback(gradient, input, rule, threads);
        } else if constexpr (Layer::pullback_reads_input) {
          return operation.pullback(gradient, input, threads);
        } else {
          return operation.pullback(gradient, input_shape, threads);
        }
      },
      step.operation);
}

/// Where a value is read twice, its gradients add.
template <class T>
void accumulate(std::optional<feature_tensor<T>>& sum, feature_tensor<T> gradient) {
  if (!sum) {
    sum = std::move(gradient);
    return;
  }
  for (std::size_t i = 0; i != gradient.size(); ++i) sum->data()[i] += gradient.data()[i];
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
