// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>
#include <whence/backends/reference/detail/convolution_chain.hpp>
#include <whence/backends/reference/detail/passes.hpp>
#include <whence/backends/reference/detail/pull_back.hpp>
#include <whence/backends/reference/graph.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference::detail {

/// An image's logits, had a value of the pass been another. What goes past it, on a skip connection, is as it was kept.
///
/// @param given (M, K, h, w)
/// @return (M, classes)
template <class T>
logit_matrix<T> resume_from(std::size_t value, feature_tensor<T> const& given, graph<T> const& network,
                            std::vector<convolution_chain> const& chains, kept_pass<T> const& kept, std::size_t image,
                            executor const& threads) {
  std::vector<bool> wanted = network.behind(value);
  wanted[value] = false;
  workspace<T> values(network.values());
  values.at[value] = &given;
  for (std::size_t i = 0; i != network.nodes().size(); ++i) {
    if (!wanted[i + 1]) continue;
    for (std::size_t const input : network.nodes()[i].inputs) {
      if (wanted[input] || values.at[input] != nullptr) continue;
      values.own[input] = detail::repeated(*kept.values[input], image, given.shape(0));
      values.at[input] = &values.own[input];
    }
  }
  detail::run(network, chains, values, wanted, std::vector<bool>(network.values()), threads);
  return detail::as_logits(values.at.back() == nullptr ? given : *values.at.back());
}

}  // namespace whence::reference::detail
