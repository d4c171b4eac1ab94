// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>

#include "support/numbers.hpp"

namespace whence::test {

/// A small network with a skip connection: "stem" is read by "branch" and by "sum". Images (N, 2, H, W), three classes.
template <std::floating_point T = double>
reference::network<T> residual_network(executor threads = {}, reference::engine kind = reference::default_engine<T>) {
  using namespace whence::reference;
  auto const filters = [](std::size_t k, std::size_t c, std::uint64_t seed) {
    return filter_bank<T>{weight_tensor<T>({k, c, 3, 3}, random_values<T>(k * c * 9, seed, 0.5)),
                          weight_tensor<T>({k}, random_values<T>(k, seed + 1, 0.2)), window::square(3, 1, 1)};
  };
  std::vector<node<T>> nodes;
  nodes.push_back({"stem", convolution<T>(filters(4, 2, 1)), {0}});
  nodes.push_back({"stem_relu", relu<T>{}, {1}});
  nodes.push_back({"branch", convolution<T>(filters(4, 4, 3)), {2}});
  nodes.push_back({"branch_relu", relu<T>{}, {3}});
  nodes.push_back({"sum", addition<T>{}, {4, 2}});
  nodes.push_back({"pool", max_pool<T>(window::square(2, 2)), {5}});
  nodes.push_back({"average", adaptive_average_pool<T>(2, 2), {6}});
  nodes.push_back({"flatten", flatten<T>{}, {7}});
  nodes.push_back({"linear", linear<T>({{3, 16}, random_values<T>(48, 5)}, {{3}, random_values<T>(3, 6)}), {8}});
  return {2, std::move(nodes), {}, std::move(threads), kind};
}

}  // namespace whence::test
