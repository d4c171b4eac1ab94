// SPDX-License-Identifier: BSD-3-Clause
// A full-width VGG16 of random weights as a safetensors file, written tensor by tensor.
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <whence/backends/reference/vgg_layout.hpp>

namespace benchmarks {

struct named_shape {
  std::string name;
  std::vector<std::size_t> shape;

  [[nodiscard]] std::size_t size() const {
    std::size_t product = 1;
    for (std::size_t const extent : shape) product *= extent;
    return product;
  }
};

/// The tensors of torchvision's vgg16, in the order of its state dict.
///
/// @param narrower all widths divided by this: channels, and units of the hidden layers
inline std::vector<named_shape> vgg16_tensors(std::size_t narrower = 1) {
  std::vector<named_shape> tensors;
  auto const add = [&](std::string const& module, std::vector<std::size_t> shape) {
    tensors.push_back({module + ".weight", shape});
    tensors.push_back({module + ".bias", {shape[0]}});
  };
  constexpr std::size_t widths[] = {64, 128, 256, 512, 512};
  std::size_t channels = 3;
  std::size_t block = 0;
  whence::detail::for_each_vgg_feature(whence::vgg_layouts[2], [&](whence::detail::vgg_module kind, std::size_t i) {
    if (kind == whence::detail::vgg_module::convolution) {
      add("features." + std::to_string(i), {widths[block] / narrower, channels, 3, 3});
      channels = widths[block] / narrower;
    }
    if (kind == whence::detail::vgg_module::max_pool) ++block;
  });
  std::size_t const hidden = 4096 / narrower;
  add("classifier.0", {hidden, channels * 49});
  add("classifier.3", {hidden, hidden});
  add("classifier.6", {1000, hidden});
  return tensors;
}

/// Weights uniform in +-sqrt(6 / inputs), which keeps a signal's strength through ReLUs; biases in +-.01; the same file
/// on every machine. It appears when it is complete.
///
/// @throws std::runtime_error where the file cannot be written
inline void write_random_vgg16(std::filesystem::path const& path, std::size_t narrower = 1) {
  auto const tensors = vgg16_tensors(narrower);
  std::string header = "{";
  std::size_t offset = 0;
  for (auto const& [name, shape] : tensors) {
    std::string extents;
    std::size_t size = 1;
    for (std::size_t const extent : shape) {
      if (!extents.empty()) extents += ',';
      extents += std::to_string(extent);
      size *= extent;
    }
    header += (offset == 0 ? "\"" : ",\"") + name + R"(":{"dtype":"F32","shape":[)" + extents +
              R"(],"data_offsets":[)" + std::to_string(offset) + ',' + std::to_string(offset + 4 * size) + "]}";
    offset += 4 * size;
  }
  header += '}';
  while ((8 + header.size()) % 64 != 0) header += ' ';

  std::filesystem::path const unfinished = path.string() + ".part";
  std::ofstream file(unfinished, std::ios::binary);
  for (std::size_t i = 0; i != 8; ++i) file.put(static_cast<char>(header.size() >> 8 * i & 0xff));
  file << header;
  std::uint64_t state = 1;
  for (auto const& tensor : tensors) {
    std::size_t const inputs = tensor.size() / tensor.shape[0];
    double const range = tensor.shape.size() == 1 ? 0.01 : std::sqrt(6.0 / static_cast<double>(inputs));
    std::vector<float> values(tensor.size());
    for (float& value : values) {
      state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
      value = static_cast<float>(range * (static_cast<double>(state >> 40) / 8'388'608.0 - 1.0));
    }
    file.write(reinterpret_cast<char const*>(values.data()), static_cast<std::streamsize>(4 * values.size()));
  }
  file.close();
  if (!file) throw std::runtime_error("cannot write " + unfinished.string());
  std::filesystem::rename(unfinished, path);
}

}  // namespace benchmarks
