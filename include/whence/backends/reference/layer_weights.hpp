// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/backends/reference/window.hpp>
#include <whence/core/detail/printable.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_tensor.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence::reference {

/// Hands out the tensors of a file to the layers of a network, checks their shapes, and in the end that none is left.
template <class T>
class layer_weights {
 public:
  explicit layer_weights(weight_map<T> const& weights) : weights_(&weights) {}

  /// @param shape the extents expected; nullopt where any will do
  /// @throws weights_error naming the tensor where it is missing or has another shape
  [[nodiscard]] weight_tensor<T> take(std::string const& name, std::vector<std::optional<std::size_t>> const& shape) {
    weight_tensor<T> const& tensor = weights_->at(name);
    bool fits = tensor.shape().size() == shape.size();
    for (std::size_t axis = 0; fits && axis != shape.size(); ++axis) {
      fits = tensor.shape()[axis] != 0 && (!shape[axis] || *shape[axis] == tensor.shape()[axis]);
    }
    if (!fits) throw weights_error(place(name), wanted(shape), whence::shape_text(tensor.shape()));
    taken_.insert(name);
    return tensor;
  }

  /// A convolution's filters, any number of them.
  ///
  /// @param name the module's; its tensors are name.weight and name.bias
  /// @param channels of the input; nullopt where any number will do
  [[nodiscard]] filter_bank<T> take_filters(std::string const& name, std::optional<std::size_t> channels,
                                            window const& geometry) {
    weight_tensor<T> weights =
        take(name + ".weight", {std::nullopt, channels, geometry.rows.kernel, geometry.columns.kernel});
    weight_tensor<T> bias = take(name + ".bias", {weights.shape()[0]});
    return {std::move(weights), std::move(bias), geometry};
  }

  /// The same filters with a batch norm behind them folded in: w' = s w, b' = s (b - mean) + beta, where
  /// s = gamma / sqrt(variance + epsilon). Computed in double.
  ///
  /// @param name the batch norm's module
  [[nodiscard]] filter_bank<T> fold_batch_norm(filter_bank<T> const& bank, std::string const& name,
                                               double epsilon = 1e-5) {
    std::size_t const filters = bank.filters();
    weight_tensor<T> const gamma = take(name + ".weight", {filters});
    weight_tensor<T> const beta = take(name + ".bias", {filters});
    weight_tensor<T> const mean = take(name + ".running_mean", {filters});
    weight_tensor<T> const variance = take(name + ".running_var", {filters});
    taken_.insert(name + ".num_batches_tracked");
    std::vector<T> weights(bank.weights.size());
    std::vector<T> bias(filters);
    for (std::size_t k = 0; k != filters; ++k) {
      double const scale = double{gamma.data()[k]} / std::sqrt(double{variance.data()[k]} + epsilon);
      bias[k] = static_cast<T>(scale * (double{bank.bias.data()[k]} - double{mean.data()[k]}) + double{beta.data()[k]});
      for (std::size_t i = k * bank.terms(); i != (k + 1) * bank.terms(); ++i) {
        weights[i] = static_cast<T>(scale * double{bank.weights.data()[i]});
      }
    }
    return {{bank.weights.shape(), std::move(weights)}, {{filters}, std::move(bias)}, bank.geometry, bank.groups};
  }

  /// @throws weights_error naming the first tensor that no layer took, those included that hold no floating-point
  ///         numbers
  void expect_nothing_left(std::string const& network) const {
    auto const expect_taken = [&](std::string const& name) {
      if (taken_.contains(name)) return;
      throw weights_error(place(name), "only tensors that " + network + " has", "one it does not have");
    };
    for (auto const& name : weights_->names()) expect_taken(name);
    for (auto const& left_out : weights_->left_out()) expect_taken(left_out.first);
  }

 private:
  [[nodiscard]] std::string place(std::string const& name) const {
    return weights_->source() + ", tensor " + whence::detail::printable(name);
  }

  [[nodiscard]] static std::string wanted(std::vector<std::optional<std::size_t>> const& shape) {
    std::string text = "shape (";
    for (std::size_t axis = 0; axis != shape.size(); ++axis) {
      if (axis != 0) text += ", ";
      text += shape[axis] ? std::to_string(*shape[axis]) : "any";
    }
    return text + ")";
  }

  weight_map<T> const* weights_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace whence::reference
