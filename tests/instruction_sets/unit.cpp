// SPDX-License-Identifier: BSD-3-Clause
// Compiled several times with different flags, WHENCE_TEST_UNIT being the name of its only function: how far this
// unit's kernels are from double precision, under every instruction set of the processor.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>

#include "support/every_instruction_set.hpp"
#include "support/numbers.hpp"

namespace {

using whence::reference::engine;
using whence::test::error_of_maximum;
using whence::test::random_tensor;
using whence::test::random_values;

constexpr std::size_t classes = 21;

template <class T>
whence::weight_tensor<T> random_weights(std::vector<std::size_t> shape, std::uint64_t seed) {
  std::size_t size = 1;
  for (std::size_t const extent : shape) size *= extent;
  return {std::move(shape), random_values<T>(size, seed, 0.2)};
}

/// Convolutions of some blocks and a rest, a ReLU and a pooling fused, and a linear layer.
template <class T>
whence::reference::network<T> small_network(engine kind) {
  using namespace whence::reference;
  auto const filters = [](std::size_t count, std::size_t channels, std::uint64_t seed) {
    return filter_bank<T>{random_weights<T>({count, channels, 3, 3}, seed), random_weights<T>({count}, seed + 1),
                          window::square(3, 1, 1)};
  };
  std::vector<node<T>> nodes;
  nodes.push_back({"first", convolution<T>(filters(20, 3, 1)), {0}});
  nodes.push_back({"rectified", relu<T>{}, {1}});
  nodes.push_back({"pooled", max_pool<T>(window::square(2, 2)), {2}});
  nodes.push_back({"second", convolution<T>(filters(40, 20, 3)), {3}});
  nodes.push_back({"rectified_too", relu<T>{}, {4}});
  nodes.push_back({"average", adaptive_average_pool<T>(3, 3), {5}});
  nodes.push_back({"flat", flatten<T>{}, {6}});
  nodes.push_back({"logits", linear<T>(random_weights<T>({classes, 360}, 5), random_weights<T>({classes}, 6)), {7}});
  return {3, std::move(nodes), {}, whence::executor::serial(), kind};
}

double worst_error(std::size_t batch) {
  auto const exact = small_network<double>(engine::exact);
  auto const fast = small_network<float>(engine::fast);
  auto const images = random_tensor<double, 4>({batch, 3, 22, 19}, 7);
  auto const cotangent = random_tensor<double, 2>({batch, classes}, 8);
  whence::image_batch<float> const images_f = images;
  whence::logit_matrix<float> const cotangent_f = cotangent;
  auto const expected = exact.record(images, exact.image_tap());
  auto const got = fast.record(images_f, fast.image_tap());
  return std::max(error_of_maximum(got.logits(), expected.logits()),
                  error_of_maximum(fast.backward(got, cotangent_f), exact.backward(expected, cotangent)));
}

}  // namespace

double WHENCE_TEST_UNIT();
double WHENCE_TEST_UNIT() {
  double worst = 0;
  support::for_every_instruction_set([&](whence::reference::instruction_set) {
    for (std::size_t const batch : {std::size_t{1}, std::size_t{6}}) worst = std::max(worst, worst_error(batch));
  });
  return worst;
}
