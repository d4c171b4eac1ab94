// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <optional>
#include <utility>
#include <whence/backends/reference/detail/pull_back.hpp>
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

  /// What it keeps is never written again, so that records share it.
  network_record(network_tap tap, logit_matrix<T> logits, detail::kept_pass<T> kept,
                 std::optional<tap_geometry> geometry)
      : tap_(tap), logits_(std::move(logits)), kept_(std::move(kept)), geometry_(geometry) {}

  [[nodiscard]] feature_tensor<T> const& value(std::size_t index) const { return *kept_.values[index]; }

  network_tap tap_;
  logit_matrix<T> logits_;
  detail::kept_pass<T> kept_;
  std::optional<tap_geometry> geometry_;
};

}  // namespace whence::reference
