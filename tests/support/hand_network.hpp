// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>

namespace whence::test {

/// Reference networks small enough to be followed by hand.
///
///     "convolution" 1x1 of one channel to two: x and -x
///     "relu"
///     "average" over all cells, "flatten"
///     "linear"      z_0 = 2 a_0 + a_1 + 1/2,  z_1 = -a_0 + 3 a_1 + offset
///
/// Its images are (N, 1, H, W).
///
/// @param offset of z_1
template <class T>
reference::network<T> hand_network(T offset = T(0)) {
  using namespace whence::reference;
  std::vector<node<T>> nodes;
  nodes.push_back(
      {"convolution",
       convolution<T>(filter_bank<T>{{{2, 1, 1, 1}, {T(1), T(-1)}}, {{2}, {T(0), T(0)}}, window::square(1)}),
       {0}});
  nodes.push_back({"relu", relu<T>{}, {1}});
  nodes.push_back({"average", adaptive_average_pool<T>(1, 1), {2}});
  nodes.push_back({"flatten", flatten<T>{}, {3}});
  nodes.push_back({"linear", linear<T>({{2, 2}, {T(2), T(1), T(-1), T(3)}}, {{2}, {T(0.5), offset}}), {4}});
  return {1, std::move(nodes)};
}

/// One image of 2 x 2 pixels, and what the hand network makes of it:
///
///     x = 1 -2    a_0 = 1 0    a_1 = 0 2    z_0 = 2 * 1 + 1/2 + 1/2 = 3
///         3  0          3 0          0 0    z_1 = -1 + 3/2          = 1/2
template <class T>
image_batch<T> hand_image() {
  return {{{{T(1), T(-2)}, {T(3), T(0)}}}};
}

/// Cells that look at two pixels a side: "convolution" 2x2 of stride 2, all weights 1; "relu"; "average"; "linear"
/// z_0 = 2 a. Its images are (N, 1, H, W) of even sides.
inline reference::network<double> halving_network() {
  using namespace whence::reference;
  std::vector<node<double>> nodes;
  nodes.push_back({"convolution",
                   convolution<double>(
                       filter_bank<double>{{{1, 1, 2, 2}, {1.0, 1.0, 1.0, 1.0}}, {{1}, {0.0}}, window::square(2, 2)}),
                   {0}});
  nodes.push_back({"relu", relu<double>{}, {1}});
  nodes.push_back({"average", adaptive_average_pool<double>(1, 1), {2}});
  nodes.push_back({"flatten", flatten<double>{}, {3}});
  nodes.push_back({"linear", linear<double>({{1, 1}, {2.0}}, {{1}, {0.0}}), {4}});
  return {1, std::move(nodes)};
}

/// One ReLU over a row of pixels, and a weight for each: "relu", "flatten", "linear" z_0 = sum_j w_j relu(x_j). Its
/// images are (N, 1, 1, weights).
inline reference::network<double> weighing_network(std::vector<double> weights) {
  using namespace whence::reference;
  std::size_t const pixels = weights.size();
  std::vector<node<double>> nodes;
  nodes.push_back({"relu", relu<double>{}, {0}});
  nodes.push_back({"flatten", flatten<double>{}, {1}});
  nodes.push_back({"linear", linear<double>({{1, pixels}, std::move(weights)}, {{1}, {0.0}}), {2}});
  return {1, std::move(nodes)};
}

/// A ReLU of the classifier, behind the flattening: hidden h_0 = x_0 + x_1, h_1 = x_0 - 2 x_1 + 3; z_0 = -relu(h_0) + 2
/// relu(h_1). Its images are (N, 1, 1, 2).
inline reference::network<double> classifier_network() {
  using namespace whence::reference;
  std::vector<node<double>> nodes;
  nodes.push_back({"flatten", flatten<double>{}, {0}});
  nodes.push_back({"hidden", linear<double>({{2, 2}, {1.0, 1.0, 1.0, -2.0}}, {{2}, {0.0, 3.0}}), {1}});
  nodes.push_back({"relu", relu<double>{}, {2}});
  nodes.push_back({"linear", linear<double>({{1, 2}, {-1.0, 2.0}}, {{1}, {0.0}}), {3}});
  return {1, std::move(nodes)};
}

}  // namespace whence::test
