// SPDX-License-Identifier: BSD-3-Clause
// Readers of the golden files beside tests/golden/*/write_*_golden.py.
#pragma once
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>
#include <whence/core/tensor.hpp>

namespace golden {

inline std::ifstream open(std::string const& name) {
  std::ifstream file(WHENCE_TEST_DATA "/" + name, std::ios::binary);
  if (!file) throw std::runtime_error("no golden file " + name);
  return file;
}

/// A netpbm file, P6 or P5, as (H, W, 3) or (H, W, 1).
inline whence::tensor<std::uint8_t, 3> pixels(std::string const& name) {
  auto file = golden::open(name);
  std::string magic;
  std::size_t width = 0, height = 0, most = 0;
  file >> magic >> width >> height >> most;
  file.get();
  std::size_t const channels = magic == "P6" ? 3 : 1;
  whence::tensor<std::uint8_t, 3> values({height, width, channels});
  file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size()));
  if (!file || most != 255) throw std::runtime_error("not a netpbm file of 8 bits: " + name);
  return values;
}

/// A text file of numbers.
inline std::vector<double> numbers(std::string const& name) {
  auto file = golden::open(name);
  std::vector<double> values;
  for (double value = 0; file >> value;) values.push_back(value);
  if (values.empty()) throw std::runtime_error("no numbers in " + name);
  return values;
}

}  // namespace golden
