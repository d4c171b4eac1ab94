// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/associated_types.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

/// First rung: a forward pass. Unlocks the methods that only perturb images (occlusion, RISE).
///
///     model.forward(images (N, C, H, W)) -> logits (N, classes)
///
/// Laws: `forward` is `const` and changes nothing that can be observed; an image alone and in a batch has the same
/// logits, to the tolerance the backend names.
template <class Model>
concept classifier = std::floating_point<value_t<Model>> &&
    requires(Model const& model, image_batch<value_t<Model>> const& images) {
  { model.forward(images) } -> std::same_as<logit_matrix<value_t<Model>>>;
};

}  // namespace whence
