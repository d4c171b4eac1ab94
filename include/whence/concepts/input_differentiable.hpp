// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/model_backend.hpp>

namespace whence {

/// A backend whose input is a tap too. Unlocks saliency, integrated gradients and all that differentiate to the pixels.
///
///     model.image_tap() -> tap; its feature maps are the images themselves
template <class Model>
concept input_differentiable = model_backend<Model> && requires(Model const& model) {
  { model.image_tap() } -> std::same_as<tap_t<Model>>;
};

}  // namespace whence
