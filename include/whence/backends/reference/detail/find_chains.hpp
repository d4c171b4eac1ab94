// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/reference/detail/convolution_chain.hpp>
#include <whence/backends/reference/detail/scratch_pool.hpp>
#include <whence/backends/reference/engine.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/layer.hpp>

namespace whence::reference::detail {

/// Finds what a network has to offer to the fast engine: convolutions it computes, the ReLUs and 2 x 2 poolings behind
/// them, and the convolutions behind those, as long as nobody else reads what lies between.
class chain_finder {
 public:
  chain_finder(graph<float> const& network, engine kind, std::shared_ptr<scratch_pool> scratch)
      : network_(&network), kind_(kind), scratch_(std::move(scratch)), readers_(network.values()) {
    for (auto const& step : network.nodes()) {
      for (std::size_t const value : step.inputs) ++readers_[value];
    }
  }

  [[nodiscard]] std::vector<convolution_chain> find() const {
    std::vector<convolution_chain> chains;
    for (std::size_t at = 0; at != network_->nodes().size();) {
      std::vector<convolution_chain::stage> stages;
      while (convolves(at) && (stages.empty() || goes_on(at))) at = append_stage(stages, at);
      if (stages.empty()) {
        ++at;
      } else {
        chains.emplace_back(std::move(stages), scratch_);
      }
    }
    return chains;
  }

 private:
  template <class Layer>
  [[nodiscard]] Layer const* layer_at(std::size_t node) const {
    return node < network_->nodes().size() ? std::get_if<Layer>(&network_->nodes()[node].operation) : nullptr;
  }

  [[nodiscard]] bool convolves(std::size_t node) const {
    auto const* const found = layer_at<convolution<float>>(node);
    return found != nullptr && winograd_convolution::computes(found->bank()) &&
           network_->nodes()[node].inputs[0] == node;
  }

  /// Whether a node reads the value before it, and nobody else does.
  [[nodiscard]] bool goes_on(std::size_t node) const {
    return readers_[node] == 1 && network_->nodes()[node].inputs[0] == node;
  }

  /// @return the node behind the stage
  std::size_t append_stage(std::vector<convolution_chain::stage>& stages, std::size_t node) const {
    auto const& bank = layer_at<convolution<float>>(node)->bank();
    convolution_chain::stage stage{std::make_shared<winograd_convolution const>(bank, kind_ == engine::fast, scratch_),
                                   node + 1};
    ++node;
    if (layer_at<relu<float>>(node) != nullptr && goes_on(node)) {
      stage.rectified = true;
      ++node;
    }
    auto const* const pool = layer_at<max_pool<float>>(node);
    if (pool != nullptr && pool->geometry() == window::square(2, 2) && goes_on(node)) {
      stage.pooled = true;
      ++node;
    }
    stages.push_back(std::move(stage));
    return node;
  }

  graph<float> const* network_;
  engine kind_;
  std::shared_ptr<scratch_pool> scratch_;
  std::vector<std::size_t> readers_;
};

/// The chains of a network, by the order of its values; none in the exact engine, and none in double.
template <class T>
[[nodiscard]] std::vector<convolution_chain> find_chains(graph<T> const& network, engine kind,
                                                         std::shared_ptr<scratch_pool> const& scratch) {
  if constexpr (std::same_as<T, float>) {
    if (kind != engine::exact) return chain_finder(network, kind, scratch).find();
  }
  return {};
}

}  // namespace whence::reference::detail
