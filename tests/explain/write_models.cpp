// SPDX-License-Identifier: BSD-3-Clause
// write_models FOLDER: models and tensors that the tests of the program `explain` need and that no file of the
// repository holds.
#include <cstddef>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <limits>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/io/write_npy.hpp>
#include <whence/weights/weight_map.hpp>

#include "support/random_vgg.hpp"

namespace {

std::string shape_list(std::vector<std::size_t> const& shape) {
  std::string list;
  for (std::size_t const extent : shape) list += (list.empty() ? "" : ",") + std::to_string(extent);
  return '[' + list + ']';
}

void write_safetensors(std::string const& file, whence::weight_map<float> const& weights) {
  std::string header;
  std::size_t end = 0;
  for (auto const& name : weights.names()) {
    auto const& tensor = weights.at(name);
    std::size_t const begin = end;
    end += tensor.size() * sizeof(float);
    header += (header.empty() ? "{\"" : ",\"") + name + R"(":{"dtype":"F32","shape":)" + shape_list(tensor.shape()) +
              R"(,"data_offsets":[)" + std::to_string(begin) + ',' + std::to_string(end) + "]}";
  }
  header += '}';
  header.resize((header.size() + 7) / 8 * 8, ' ');
  std::ofstream stream(file, std::ios::binary);
  std::uint64_t const length = header.size();
  stream.write(reinterpret_cast<char const*>(&length), sizeof length) << header;
  for (auto const& name : weights.names()) {
    auto const values = weights.at(name).values();
    stream.write(reinterpret_cast<char const*>(values.data()), static_cast<std::streamsize>(values.size_bytes()));
  }
  if (!stream.flush()) throw whence::error(file, "a file that can be written", "one that cannot");
}

/// A VGG11 of five classes.
whence::weight_map<float> narrow(std::size_t channels) {
  return whence::test::random_vgg_weights<float>(whence::vgg_layouts[0],
                                                 {.channels = channels, .blocks = {4, 4, 6, 6, 6}, .hidden = 8});
}

whence::weight_map<float> with_nan(whence::weight_map<float> const& weights) {
  whence::weight_map<float> broken;
  for (auto const& name : weights.names()) {
    auto const& tensor = weights.at(name);
    std::vector<float> values(tensor.values().begin(), tensor.values().end());
    if (name == "classifier.6.bias") values[2] = std::numeric_limits<float>::quiet_NaN();
    broken.insert(name, {tensor.shape(), std::move(values)});
  }
  return broken;
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc != 2) {
    std::cerr << "usage: write_models FOLDER\n";
    return 2;
  }
  try {
    std::string const folder = std::string(argv[1]) + '/';
    write_safetensors(folder + "rgb.safetensors", narrow(3));
    write_safetensors(folder + "grey.safetensors", narrow(1));
    write_safetensors(folder + "two_channels.safetensors", narrow(2));
    write_safetensors(folder + "nan.safetensors", with_nan(narrow(3)));
    whence::image_batch<float> images({1, 3, 64, 64});
    images.fill(std::numeric_limits<float>::quiet_NaN());
    whence::write_npy(folder + "nan.npy", images);
  } catch (std::exception const& problem) {
    std::cerr << "write_models: " << problem.what() << '\n';
    return 1;
  }
}
