// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/differentiable.hpp>
#include <whence/backends/libtorch/module_tap.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/core/tensor.hpp>

namespace whence::libtorch {

namespace detail {

/// What the backends of this folder keep of a forward pass, on the module's device.
struct kept_pass {
  differentiable_pass pass{};
  std::vector<c10::IValue> carried{};   ///< what goes past the tap, on skip connections
  std::shared_ptr<void const> cut{};    ///< where the module was cut, for the backend that made it
  std::shared_ptr<void const> model{};  ///< tells one backend's records from another's
  std::array<std::size_t, 4> images{};  ///< their shape
};

struct record_access;

}  // namespace detail

/// What one forward pass kept: logits and feature maps on the host; on the module's device what `backward` and `resume`
/// need. It belongs to the caller.
template <std::floating_point T>
class module_record {
 public:
  /// (N, classes)
  [[nodiscard]] logit_matrix<T> const& logits() const { return logits_; }
  /// (N, K, h, w): what the tap put out
  [[nodiscard]] feature_tensor<T> const& feature_maps() const { return maps_; }
  /// Where the cells of the feature maps look; absent where that is nowhere, or not known
  [[nodiscard]] std::optional<tap_geometry> const& geometry() const { return geometry_; }
  /// The tap it was recorded at
  [[nodiscard]] module_tap const& tap() const { return tap_; }

 private:
  friend struct detail::record_access;

  module_record(module_tap tap, logit_matrix<T> logits, feature_tensor<T> maps, std::optional<tap_geometry> geometry,
                detail::kept_pass kept)
      : tap_(tap), logits_(std::move(logits)), maps_(std::move(maps)), geometry_(geometry), kept_(std::move(kept)) {}

  module_tap tap_;
  logit_matrix<T> logits_;
  feature_tensor<T> maps_;
  std::optional<tap_geometry> geometry_;
  detail::kept_pass kept_;
};

namespace detail {

/// The backends' way into a record.
struct record_access {
  template <std::floating_point T>
  static module_record<T> make(module_tap tap, logit_matrix<T> logits, feature_tensor<T> maps,
                               std::optional<tap_geometry> geometry, kept_pass kept) {
    return {tap, std::move(logits), std::move(maps), geometry, std::move(kept)};
  }
  template <std::floating_point T>
  static kept_pass const& kept(module_record<T> const& record) {
    return record.kept_;
  }
};

}  // namespace detail

}  // namespace whence::libtorch
