// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <vector>
#include <whence/core/tensor.hpp>

namespace benchmarks {

/// Numbers in [-1, 1] without a pattern that a cache could like; the same at every call.
inline float some_value(std::size_t i) {
  return std::sin(static_cast<float>(i % 9973));
}

inline std::vector<float> some_values(std::size_t count, float scale = 1) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i != count; ++i) values[i] = scale * some_value(i);
  return values;
}

inline whence::tensor<float, 4> some_tensor(std::size_t n, std::size_t c, std::size_t h, std::size_t w) {
  whence::tensor<float, 4> values({n, c, h, w});
  for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] = some_value(i);
  return values;
}

}  // namespace benchmarks
