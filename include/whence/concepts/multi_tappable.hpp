// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <span>
#include <vector>
#include <whence/concepts/tappable.hpp>

namespace whence {

/// A capability beside the ladder: several taps in one forward pass. `over_taps` needs one pass of such a model, and
/// one a tap of any other.
///
///     model.record(images (N, C, H, W), std::span<tap const>) -> std::vector<record>, one a tap, in their order
///
/// Law: `record(x, taps)[i]` is `record(x, taps[i])`, and may be used as that one may.
template <class Model>
concept multi_tappable = tappable<Model> &&
    requires(Model const& model, image_batch<value_t<Model>> const& images, std::span<tap_t<Model> const> taps) {
  { model.record(images, taps) } -> std::same_as<std::vector<record_t<Model>>>;
};

}  // namespace whence
