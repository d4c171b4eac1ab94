// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/network_tap.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

template <std::floating_point T>
class network;

/// What one forward pass kept: the logits, the feature maps at the tap, and of the layers behind it what their
/// pullbacks read. It belongs to the caller and outlives the network; copies share what they keep.
template <std::floating_point T>
class network_record {
 public:
  /// (N, classes)
  [[nodiscard]] logit_matrix<T> const& logits() const { return logits_; }
  /// (N, K, h, w): what the tap put out
  [[nodiscard]] feature_tensor<T> const& feature_maps() const { return value(tap_.value); }
  /// Where the cells of the feature maps look; absent behind a flatten
  [[nodiscard]] std::optional<tap_geometry> const& geometry() const { return geometry_; }
  /// The tap it was recorded at
  [[nodiscard]] network_tap const& tap() const { return tap_; }

 private:
  friend class network<T>;

  /// Values are never written again once they are kept, so that records share them.
  using kept_values = std::vector<std::shared_ptr<feature_tensor<T> const>>;

  network_record(network_tap tap, logit_matrix<T> logits, kept_values values, std::vector<map_shape> shapes,
                 std::optional<tap_geometry> geometry)
      : tap_(tap),
        logits_(std::move(logits)),
        values_(std::move(values)),
        shapes_(std::move(shapes)),
        geometry_(geometry) {}

  [[nodiscard]] feature_tensor<T> const& value(std::size_t index) const { return *values_[index]; }

  network_tap tap_;
  logit_matrix<T> logits_;
  kept_values values_;             // by value; empty tensors where nothing behind the tap reads it again
  std::vector<map_shape> shapes_;  // by value
  std::optional<tap_geometry> geometry_;
};

}  // namespace whence::reference
