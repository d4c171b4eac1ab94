// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/weights/weight_map.hpp>

#include "support/numbers.hpp"

namespace whence::test {

/// Widths of a narrow VGG; a real one has 64, 128, 256, 512, 512 and 4096.
struct vgg_widths {
  std::size_t channels = 3;
  std::array<std::size_t, 5> blocks{4, 6, 8, 8, 8};
  std::size_t hidden = 12;
  std::size_t classes = 5;
};

/// Random weights, scaled so that activations neither vanish nor explode, under torchvision's names.
template <class T>
weight_map<T> random_vgg_weights(vgg_layout const& layout, vgg_widths const& widths, std::uint64_t seed = 1) {
  weight_map<T> weights("random " + layout.name());
  auto const insert = [&](std::string const& name, std::vector<std::size_t> shape, double scale, double shift = 0) {
    std::size_t size = 1;
    for (std::size_t const extent : shape) size *= extent;
    auto values = random_values<T>(size, ++seed, scale);
    for (T& value : values) value += static_cast<T>(shift);
    weights.insert(name, {std::move(shape), std::move(values)});
  };
  std::size_t channels = widths.channels;
  std::size_t block = 0;
  whence::detail::for_each_vgg_feature(layout, [&](whence::detail::vgg_module kind, std::size_t index) {
    std::string const name = "features." + std::to_string(index);
    std::size_t const filters = widths.blocks[std::min<std::size_t>(block, 4)];
    switch (kind) {
      case whence::detail::vgg_module::convolution:
        insert(name + ".weight", {filters, channels, 3, 3}, std::sqrt(6.0 / static_cast<double>(9 * channels)));
        insert(name + ".bias", {filters}, 0.1);
        channels = filters;
        break;
      case whence::detail::vgg_module::batch_norm:
        insert(name + ".weight", {filters}, 0.5, 1.0);
        insert(name + ".bias", {filters}, 0.1);
        insert(name + ".running_mean", {filters}, 0.2);
        insert(name + ".running_var", {filters}, 0.5, 1.0);
        break;
      case whence::detail::vgg_module::relu: break;
      case whence::detail::vgg_module::max_pool: ++block; break;
    }
  });
  std::size_t inputs = channels * 49;
  for (std::size_t const index : {std::size_t{0}, std::size_t{3}, std::size_t{6}}) {
    std::size_t const outputs = index == 6 ? widths.classes : widths.hidden;
    std::string const name = "classifier." + std::to_string(index);
    insert(name + ".weight", {outputs, inputs}, std::sqrt(6.0 / static_cast<double>(inputs)));
    insert(name + ".bias", {outputs}, 0.1);
    inputs = outputs;
  }
  return weights;
}

}  // namespace whence::test
