// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/weights/weight_tensor.hpp>

namespace whence::reference {

/// out = weights in + bias; weights (O, I), bias (O). The order of each sum is fixed: no BLAS, whose bits change with
/// the width of the batch.
template <class T>
class linear {
 public:
  static constexpr std::string_view kind = "linear";
  static constexpr bool pullback_reads_input = false;
  static constexpr std::size_t rows_a_task = 16;
  static constexpr std::size_t columns_a_task = 2'048;

  linear(weight_tensor<T> weights, weight_tensor<T> bias) : weights_(std::move(weights)), bias_(std::move(bias)) {}

  [[nodiscard]] std::size_t outputs() const { return weights_.shape()[0]; }
  [[nodiscard]] std::size_t inputs() const { return weights_.shape()[1]; }

  /// @throws shape_error where the number of inputs differs
  [[nodiscard]] map_shape output_shape(map_shape const& input) const {
    if (input.size() != inputs() || input.cells() != 1) {
      throw shape_error("linear layer", "(" + std::to_string(inputs()) + ", 1, 1)", input.text());
    }
    return {outputs(), 1, 1};
  }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const&, map_shape const&) const {
    return std::nullopt;
  }

  /// @param input (N, I, 1, 1)
  /// @return (N, O, 1, 1)
  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const& threads) const {
    std::size_t const images = input.shape(0);
    feature_tensor<T> output(map_shape{outputs(), 1, 1}.batch(images));
    detail::shares const parts(outputs(), rows_a_task);
    threads.parallel_for(parts.count(), [&](std::size_t task, std::size_t) {
      for (std::size_t o = parts[task].begin; o != parts[task].end; ++o) {
        T const* const row = weights_.data() + o * inputs();
        for (std::size_t n = 0; n != images; ++n) {
          output.data()[n * outputs() + o] = dot(row, input.data() + n * inputs(), inputs()) + bias_.data()[o];
        }
      }
    });
    return output;
  }

  /// weights^T gradient. Rows whose gradient is zero are not read: behind a ReLU that is half of them.
  ///
  /// @param gradient (N, O, 1, 1)
  /// @return (N, I, 1, 1)
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const& in,
                                           executor const& threads) const {
    std::size_t const images = gradient.shape(0);
    feature_tensor<T> result = xt::zeros<T>(in.batch(images));
    detail::shares const parts(inputs(), columns_a_task);
    threads.parallel_for(parts.count(), [&](std::size_t task, std::size_t) {
      detail::share const part = parts[task];
      for (std::size_t o = 0; o != outputs(); ++o) {
        T const* const row = weights_.data() + o * inputs();
        for (std::size_t n = 0; n != images; ++n) {
          T const g = gradient.data()[n * outputs() + o];
          if (g == T(0)) continue;
          T* const out = result.data() + n * inputs();
          for (std::size_t i = part.begin; i != part.end; ++i) out[i] += g * row[i];
        }
      }
    });
    return result;
  }

 private:
  [[nodiscard]] static T dot(T const* a, T const* b, std::size_t size) {
    constexpr std::size_t lanes = 16;
    std::array<T, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
      for (std::size_t lane = 0; lane != lanes; ++lane) sums[lane] += a[i + lane] * b[i + lane];
    }
    for (; i != size; ++i) sums[i % lanes] += a[i] * b[i];
    for (std::size_t half = lanes / 2; half != 0; half /= 2) {
      for (std::size_t lane = 0; lane != half; ++lane) sums[lane] += sums[lane + half];
    }
    return sums[0];
  }

  weight_tensor<T> weights_;
  weight_tensor<T> bias_;
};

}  // namespace whence::reference
