// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/backends/reference/detail/kernels/part_products.hpp>
#include <whence/backends/reference/detail/kernels/row_products.hpp>
#include <whence/backends/reference/detail/kernels/row_sums.hpp>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>
#include <whence/weights/weight_tensor.hpp>

namespace whence::reference {

/// out = bias + weights in; weights (O, I), bias (O). The order of each sum follows from the layer and the instruction
/// set in use: no BLAS, whose bits change with the width of the batch.
template <class T>
class linear {
 public:
  static constexpr std::string_view kind = "linear";
  static constexpr bool pullback_reads_input = false;
  static constexpr std::size_t rows_a_task = 48;  ///< a piece of them stays in the second cache

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
    for (std::size_t n = 0; n != images; ++n) std::copy_n(bias_.data(), outputs(), output.data() + n * outputs());
    detail::shares const parts(outputs(), rows_a_task);
    std::size_t const step = columns_at_once(images);
    for (std::size_t first = 0; first < inputs(); first += step) {
      threads.parallel_for(parts.count(), [&](std::size_t task, std::size_t) {
        auto const [begin, end] = parts[task];
        products const part{.rows = weights_.data() + begin * inputs() + first,
                            .row_count = end - begin,
                            .row_stride = inputs(),
                            .images = input.data() + first,
                            .image_count = images,
                            .image_stride = inputs(),
                            .columns = std::min(step, inputs() - first),
                            .sums = output.data() + begin,
                            .sum_stride = outputs()};
        detail::kernels::dispatch<products>(part);
      });
    }
    return output;
  }

  /// The output of one image without some of its inputs: each version lacks one part of them.
  ///
  /// @param output (O), of the whole image
  /// @param parts what is left out: M of them in a row, at least one
  /// @param places which part of the input each is
  /// @return (M, O, 1, 1)
  [[nodiscard]] feature_tensor<T> without(T const* output, feature_tensor<T> parts, std::span<std::size_t const> places,
                                          executor const& threads) const {
    feature_tensor<T> result(map_shape{outputs(), 1, 1}.batch(places.size()));
    for (T& value : parts.storage()) value = -value;
    detail::shares const rows(outputs(), rows_a_task);
    threads.parallel_for(rows.count(), [&](std::size_t task, std::size_t) {
      auto const [begin, end] = rows[task];
      for (std::size_t m = 0; m != places.size(); ++m) {
        std::copy(output + begin, output + end, result.data() + m * outputs() + begin);
      }
      using part_products = detail::kernels::part_products<T>;
      part_products const part{.rows = weights_.data() + begin * inputs(),
                               .row_count = end - begin,
                               .row_stride = inputs(),
                               .parts = places.data(),
                               .part_count = places.size(),
                               .part_size = parts.size() / places.size(),
                               .inputs = parts.data(),
                               .sums = result.data() + begin,
                               .sum_stride = outputs()};
      detail::kernels::dispatch<part_products>(part);
    });
    return result;
  }

  /// weights^T gradient. Rows whose gradient is zero are not read: behind a ReLU that is half of them.
  ///
  /// @param gradient (N, O, 1, 1)
  /// @return (N, I, 1, 1)
  [[nodiscard]] feature_tensor<T> pullback(feature_tensor<T> const& gradient, map_shape const& in,
                                           executor const& threads) const {
    std::size_t const images = gradient.shape(0);
    feature_tensor<T> result = xt::zeros<T>(in.batch(images));
    // The bits that say which rows are open are kept for all images of a group: 32 KiB of them.
    std::size_t const at_once = std::max<std::size_t>(1, 4'096 * 64 / std::max<std::size_t>(1, outputs()));
    for (std::size_t n = 0; n < images; n += at_once) {
      pull_back(gradient.data() + n * outputs(), std::min(at_once, images - n), result.data() + n * inputs(), threads);
    }
    return result;
  }

 private:
  using products = detail::kernels::row_products<T>;
  using sums = detail::kernels::row_sums<T>;

  /// Of so many inputs, those of all images stay in the third cache while every row passes by.
  [[nodiscard]] static std::size_t columns_at_once(std::size_t images) {
    constexpr std::size_t near = (std::size_t{2} << 20) / sizeof(T) / products::piece;  // pieces
    return std::max<std::size_t>(1, near / std::max<std::size_t>(1, images)) * products::piece;
  }

  void pull_back(T const* gradient, std::size_t images, T* result, executor const& threads) const {
    std::size_t const words = (outputs() + 63) / 64;
    std::vector<std::uint64_t> open(images * words);
    for (std::size_t n = 0; n != images; ++n) {
      for (std::size_t o = 0; o != outputs(); ++o) {
        open[n * words + o / 64] |= std::uint64_t{gradient[n * outputs() + o] != T(0)} << o % 64;
      }
    }
    // Few tasks: long rows are read faster than short ones.
    std::size_t const pieces = (inputs() + sums::piece - 1) / sums::piece;
    std::size_t const tasks = images == 1 ? 8 : 16;
    std::size_t const step = sums::piece * std::max<std::size_t>(1, (pieces + tasks - 1) / tasks);
    threads.parallel_for((inputs() + step - 1) / step, [&](std::size_t task, std::size_t) {
      std::size_t const first = task * step;
      sums const part{.rows = weights_.data() + first,
                      .row_count = outputs(),
                      .row_stride = inputs(),
                      .scales = gradient,
                      .scale_stride = outputs(),
                      .open = open.data(),
                      .open_stride = words,
                      .image_count = images,
                      .columns = std::min(step, inputs() - first),
                      .sums = result + first,
                      .sum_stride = inputs()};
      detail::kernels::dispatch<sums>(part);
    });
  }

  weight_tensor<T> weights_;
  weight_tensor<T> bias_;
};

}  // namespace whence::reference
