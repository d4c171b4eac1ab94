// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>

#include "support/numbers.hpp"

namespace whence::test {

/// A small network with a skip connection: "stem" is read by "branch" and by "sum". Images (N, 2, H, W), three classes.
inline reference::network<double> residual_network(executor threads = {}) {
  using namespace whence::reference;
  auto const filters = [](std::size_t k, std::size_t c, std::uint64_t seed) {
    return filter_bank<double>{weight_tensor<double>({k, c, 3, 3}, random_values<double>(k * c * 9, seed, 0.5)),
                               weight_tensor<double>({k}, random_values<double>(k, seed + 1, 0.2)),
                               window::square(3, 1, 1)};
  };
  std::vector<node<double>> nodes;
  nodes.push_back({"stem", convolution<double>(filters(4, 2, 1)), {0}});
  nodes.push_back({"stem_relu", relu<double>{}, {1}});
  nodes.push_back({"branch", convolution<double>(filters(4, 4, 3)), {2}});
  nodes.push_back({"branch_relu", relu<double>{}, {3}});
  nodes.push_back({"sum", addition<double>{}, {4, 2}});
  nodes.push_back({"pool", max_pool<double>(window::square(2, 2)), {5}});
  nodes.push_back({"average", adaptive_average_pool<double>(2, 2), {6}});
  nodes.push_back({"flatten", flatten<double>{}, {7}});
  nodes.push_back(
      {"linear", linear<double>({{3, 16}, random_values<double>(48, 5)}, {{3}, random_values<double>(3, 6)}), {8}});
  return {2, std::move(nodes), {}, std::move(threads)};
}

}  // namespace whence::test
