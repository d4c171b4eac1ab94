// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>
#include <whence/core/tensor.hpp>

namespace whence::test {

/// Numbers between -1 and 1 that are the same on every machine (Knuth's multiplier).
class numbers {
 public:
  explicit numbers(std::uint64_t seed) : state_(seed * 2 + 1) {}
  double next() {
    state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return static_cast<double>(state_ >> 11) / 4'503'599'627'370'496.0 - 1.0;
  }

 private:
  std::uint64_t state_;
};

template <class T, std::size_t Rank>
tensor<T, Rank> random_tensor(std::array<std::size_t, Rank> shape, std::uint64_t seed) {
  tensor<T, Rank> result(shape);
  numbers source(seed);
  for (T& value : result.storage()) value = static_cast<T>(source.next());
  return result;
}

template <class T>
std::vector<T> random_values(std::size_t count, std::uint64_t seed, double scale = 1.0) {
  std::vector<T> result(count);
  numbers source(seed);
  for (T& value : result) value = static_cast<T>(scale * source.next());
  return result;
}

/// The largest difference, as a part of the largest expected magnitude.
template <class A, class B>
double error_of_maximum(A const& got, B const& expected) {
  if (got.size() != expected.size()) return INFINITY;
  double difference = 0;
  double largest = 0;
  for (std::size_t i = 0; i != got.size(); ++i) {
    double const e = static_cast<double>(expected.data()[i]);
    double const d = std::abs(static_cast<double>(got.data()[i]) - e);
    if (std::isnan(d)) return d;
    difference = std::max(difference, d);
    largest = std::max(largest, std::abs(e));
  }
  return largest == 0 ? difference : difference / largest;
}

template <class A, class B>
bool same_bits(A const& left, B const& right) {
  return left.size() == right.size() && std::equal(left.data(), left.data() + left.size(), right.data());
}

}  // namespace whence::test
