// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>
#include <whence/backends/reference/detail/convolution_chain.hpp>
#include <whence/backends/reference/detail/passes.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/backends/reference/network_tap.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// What the records of one pass keep, each value once, whoever keeps it.
template <class T>
class kept_values {
 public:
  using shared = std::shared_ptr<feature_tensor<T> const>;

  kept_values(graph<T> const& network, std::vector<convolution_chain> const& chains, std::span<network_tap const> taps)
      : any_(network.values()) {
    for (network_tap const& tap : taps) {
      by_tap_.push_back(detail::kept_behind(network, chains, tap.value));
      for (std::size_t v = 0; v != any_.size(); ++v) any_[v] = any_[v] || by_tap_.back()[v];
    }
  }

  /// By value: whether some record keeps it.
  [[nodiscard]] std::vector<bool> const& any() const { return any_; }

  /// Takes over the values of the pass.
  void take(std::vector<feature_tensor<T>> values) {
    for (std::size_t v = 0; v != any_.size(); ++v) {
      values_.push_back(any_[v] ? std::make_shared<feature_tensor<T> const>(std::move(values[v])) : none_);
    }
  }

  /// By value, of one of the taps: what its record keeps, an empty tensor where that is nothing.
  [[nodiscard]] std::vector<shared> of(std::size_t tap) const {
    std::vector<shared> kept = values_;
    for (std::size_t v = 0; v != any_.size(); ++v) {
      if (!by_tap_[tap][v]) kept[v] = none_;
    }
    return kept;
  }

 private:
  std::vector<std::vector<bool>> by_tap_;
  std::vector<bool> any_;
  std::vector<shared> values_;
  shared none_ = std::make_shared<feature_tensor<T> const>();
};

}  // namespace whence::reference::detail
