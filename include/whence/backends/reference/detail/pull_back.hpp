// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/reference/detail/convolution_chain.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/layer.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/node.hpp>
#include <whence/concepts/relu_rule.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// What the pullbacks of one record read.
template <class T>
struct kept_pass {
  using shared_value = std::shared_ptr<feature_tensor<T> const>;
  using shared_memory = std::shared_ptr<std::vector<convolution_chain::memory> const>;

  std::vector<shared_value> values;  ///< by value; empty tensors where nothing behind the tap reads it again
  std::vector<map_shape> shapes;     ///< by value
  shared_memory chains;              ///< by chain
};

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

/// The gradient at a value, from that at the last one; nothing where the value does not lead there.
template <class T, relu_rule Rule>
std::optional<feature_tensor<T>> pull_back_to(std::size_t target, graph<T> const& network,
                                              std::vector<convolution_chain> const& chains, feature_tensor<T> gradient,
                                              kept_pass<T> const& kept, Rule const& rule, executor const& threads) {
  auto const behind = network.behind(target);
  std::vector<std::optional<feature_tensor<T>>> gradients(network.values());
  gradients.back() = std::move(gradient);
  for (std::size_t value = network.values() - 1; value != target; --value) {
    if (!gradients[value]) continue;
    if constexpr (std::same_as<T, float>) {
      auto const chain = std::ranges::find(chains, value, &convolution_chain::output);
      if (chain != chains.end()) {
        std::size_t const to = std::max(target, chain->input());
        auto const index = static_cast<std::size_t>(chain - chains.begin());
        if (behind[to]) {
          detail::accumulate(gradients[to],
                             chain->pullback(*gradients[value], (*kept.chains)[index], to, rule, threads));
        }
        gradients[value].reset();
        continue;
      }
    }
    node<T> const& step = network.nodes()[value - 1];
    for (std::size_t const input : step.inputs) {
      if (!behind[input]) continue;
      detail::accumulate(gradients[input], detail::pull_back(step, *gradients[value], *kept.values[input],
                                                             kept.shapes[input], rule, threads));
    }
    gradients[value].reset();
  }
  return std::move(gradients[target]);
}

}  // namespace whence::reference::detail
