// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/node.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/tap_geometry.hpp>

namespace whence::reference {

/// The nodes of a network and what follows from them alone: who reads what, which shapes result, where cells look.
template <class T>
class graph {
 public:
  /// A value's shape, and where its cells look.
  struct value_info {
    map_shape shape;
    std::optional<tap_geometry> geometry;
  };

  /// @param nodes in topological order, the last one the logits
  graph(std::size_t input_channels, std::vector<node<T>> nodes)
      : input_channels_(input_channels), nodes_(std::move(nodes)), last_reader_(nodes_.size() + 1) {
    for (std::size_t i = 0; i != nodes_.size(); ++i) {
      for (std::size_t const value : nodes_[i].inputs) last_reader_[value] = i;
    }
  }

  [[nodiscard]] std::vector<node<T>> const& nodes() const { return nodes_; }
  [[nodiscard]] std::size_t values() const { return nodes_.size() + 1; }
  [[nodiscard]] std::size_t input_channels() const { return input_channels_; }
  /// The last node that reads a value.
  [[nodiscard]] std::size_t last_reader(std::size_t value) const { return last_reader_[value]; }

  /// A number that tells networks of different nodes apart (FNV-1a of their names, kinds and inputs).
  [[nodiscard]] std::uint64_t fingerprint() const {
    std::uint64_t hash = 14'695'981'039'346'656'037u;
    auto const mix = [&](std::uint64_t value) { hash = (hash ^ value) * 1'099'511'628'211u; };
    for (auto const& step : nodes_) {
      for (char const c : step.name + '\n') mix(static_cast<unsigned char>(c));
      mix(step.operation.index());
      for (std::size_t const input : step.inputs) mix(input);
    }
    return hash;
  }

  /// Which values depend on one: itself, and all that is computed from it.
  [[nodiscard]] std::vector<bool> behind(std::size_t value) const {
    std::vector<bool> result(values());
    result[value] = true;
    for (std::size_t i = 0; i != nodes_.size(); ++i) {
      for (std::size_t const input : nodes_[i].inputs) result[i + 1] = result[i + 1] || result[input];
    }
    return result;
  }

  /// Whether a value still is a map, not yet flattened.
  [[nodiscard]] bool is_spatial(std::size_t value) const {
    if (value == 0) return true;
    auto const& operation = nodes_[value - 1].operation;
    bool const flat = std::holds_alternative<flatten<T>>(operation) || std::holds_alternative<linear<T>>(operation);
    return !flat && is_spatial(nodes_[value - 1].inputs[0]);
  }

  [[nodiscard]] bool is_pooling(std::size_t value) const {
    if (value == 0) return false;
    auto const& operation = nodes_[value - 1].operation;
    return std::holds_alternative<max_pool<T>>(operation) ||
           std::holds_alternative<adaptive_average_pool<T>>(operation);
  }

  /// Shape and geometry of every value, for images of one size.
  ///
  /// @throws shape_error naming the layer whose input does not fit
  [[nodiscard]] std::vector<value_info> trace(map_shape const& image) const {
    if (image.channels != input_channels_ || image.cells() == 0) {
      throw shape_error("images", "(N, " + std::to_string(input_channels_) + ", H, W), H and W at least 1",
                        "(N, " + std::to_string(image.channels) + ", " + std::to_string(image.height) + ", " +
                            std::to_string(image.width) + ")");
    }
    std::vector<value_info> infos{{image, tap_geometry{{1.0, 0.0, image.height}, {1.0, 0.0, image.width}}}};
    for (auto const& step : nodes_) {
      try {
        infos.push_back(
            std::visit([&](auto const& operation) { return info_behind(operation, step, infos); }, step.operation));
      } catch (shape_error const& complaint) {
        throw shape_error("layer " + step.name + " (" + complaint.where() + ")", complaint.expected(), complaint.got());
      }
    }
    if (infos.back().shape.cells() != 1) {
      throw shape_error("logits", "one number a class: (classes, 1, 1)", infos.back().shape.text());
    }
    return infos;
  }

 private:
  template <class Layer>
  [[nodiscard]] static value_info info_behind(Layer const& operation, node<T> const& step,
                                              std::vector<value_info> const& infos) {
    value_info const& first = infos[step.inputs[0]];
    std::optional<tap_geometry> const geometry =
        first.geometry ? operation.geometry_behind(*first.geometry, first.shape) : std::nullopt;
    if constexpr (std::same_as<Layer, addition<T>>) {
      value_info const& second = infos[step.inputs[1]];
      return {operation.output_shape(first.shape, second.shape), geometry == second.geometry ? geometry : std::nullopt};
    } else {
      return {operation.output_shape(first.shape), geometry};
    }
  }

  std::size_t input_channels_;
  std::vector<node<T>> nodes_;
  std::vector<std::size_t> last_reader_;
};

}  // namespace whence::reference
