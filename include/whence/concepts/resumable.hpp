// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <whence/concepts/tappable.hpp>

namespace whence {

/// A capability beside the ladder: the network from the tap on, asked again. Unlocks Ablation-CAM, Recipro-CAM, which
/// need one prefix pass and hundreds of suffix passes.
///
///     model.resume(record, n, feature_maps (M, K, h, w)) -> logits (M, classes)
///
/// What would image n's logits be, had its maps at the tap been these?
///
/// Law: `resume(r, n, r.feature_maps()[n])` is `r.logits()[n]`.
template <class Model>
concept resumable = tappable<Model> && requires(Model const& model, record_t<Model> const& record, std::size_t image,
                                                feature_tensor<value_t<Model>> const& feature_maps) {
  { model.resume(record, image, feature_maps) } -> std::same_as<logit_matrix<value_t<Model>>>;
};

}  // namespace whence
