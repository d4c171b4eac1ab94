// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <string_view>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// (K, h, w) -> (K h w, 1, 1), in row-major order: from here on nothing lies anywhere in the picture.
template <class T>
struct flatten {
  static constexpr std::string_view kind = "flatten";
  static constexpr bool pullback_reads_input = false;

  [[nodiscard]] map_shape output_shape(map_shape const& input) const { return {input.size(), 1, 1}; }

  [[nodiscard]] std::optional<tap_geometry> geometry_behind(tap_geometry const&, map_shape const&) const {
    return std::nullopt;
  }

  [[nodiscard]] feature_tensor<T> forward(feature_tensor<T> const& input, executor const&) const {
    feature_tensor<T> output = input;
    output.reshape({input.shape(0), input.shape(1) * input.shape(2) * input.shape(3), std::size_t{1}, std::size_t{1}});
    return output;
  }

  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const& in,
                                           executor const&) const {
    feature_tensor<T> result = gradient;
    result.reshape(in.batch(gradient.shape(0)));
    return result;
  }
};

}  // namespace whence::reference
