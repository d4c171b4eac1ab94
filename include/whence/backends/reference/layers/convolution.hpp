// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <whence/backends/reference/exact_convolution.hpp>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// out(k, i, j) = bias(k) + sum_{c, y, x} weights(k, c, y, x) in(c, i s + y d - p, j s + x d - p).
/// By itself it computes exactly; a network of the fast engine computes its 3 x 3 ones in chains instead.
template <class T>
class convolution {
 public:
  static constexpr std::string_view kind = "convolution";
  static constexpr bool pullback_reads_input = false;

  explicit convolution(filter_bank<T> bank) : bank_(std::move(bank)) {}

  [[nodiscard]] filter_bank<T> const& bank() const { return bank_; }

  /// @throws shape_error where the number of channels differs, or the image is too small for one window
  [[nodiscard]] map_shape output_shape(map_shape const& input) const {
    if (input.channels != bank_.channels()) {
      throw shape_error("convolution", std::to_string(bank_.channels()) + " channels", std::to_string(input.channels));
    }
    map_shape output = bank_.geometry.over(input);
    output.channels = bank_.filters();
    return output;
  }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const& cells, map_shape const&) const {
    return bank_.geometry.behind(cells);
  }

  /// @param input (N, C, H, W)
  /// @return (N, K, h, w)
  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const& threads) const {
    map_shape const in{input.shape(1), input.shape(2), input.shape(3)};
    map_shape const out = output_shape(in);
    feature_tensor<T> output(out.batch(input.shape(0)));
    exact_convolution<T>::forward(bank_, in, out, input.data(), output.data(), input.shape(0), threads);
    return output;
  }

  /// @param gradient (N, K, h, w)
  /// @param in the input's shape
  /// @return (N, C, H, W)
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const& in,
                                           executor const& threads) const {
    map_shape const out = output_shape(in);
    feature_tensor<T> result(in.batch(gradient.shape(0)));
    exact_convolution<T>::pullback(bank_, in, out, gradient.data(), result.data(), gradient.shape(0), threads);
    return result;
  }

 private:
  filter_bank<T> bank_;
};

}  // namespace whence::reference
