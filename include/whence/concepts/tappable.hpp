// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/classifier.hpp>

namespace whence {

/// Second rung: the activations at a named point of the network. Unlocks Eigen-CAM, Score-CAM.
///
///     model.record(images (N, C, H, W), tap) -> record
///     record.logits()       -> (N, classes)
///     record.feature_maps() -> (N, K, h, w), the output of the tap
///     record.geometry()     -> std::optional<tap_geometry>      (optional: where the cells look)
///     model.find_tap(named_tap{"features.28"}) -> tap           (optional: taps by name)
///     model.find_tap(deepest_tap{}) -> tap                      (optional: the last map with spatial extent)
///
/// The record is the caller's: several may be alive at once, and the model keeps nothing.
///
/// Laws: `record(x, t).logits()` is `forward(x)`, whatever the tap; feature maps are what the layer put out, even where
/// a later layer works in place.
template <class Model>
concept tappable = classifier<Model> && requires(Model const& model, image_batch<value_t<Model>> const& images,
                                                 tap_t<Model> const& tap, record_t<Model> const& record) {
  { model.record(images, tap) } -> std::same_as<record_t<Model>>;
  { record.logits() } -> std::convertible_to<logit_matrix<value_t<Model>> const&>;
  { record.feature_maps() } -> std::convertible_to<feature_tensor<value_t<Model>> const&>;
};

}  // namespace whence
