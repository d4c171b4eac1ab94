// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <utility>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Saliency: how much a pixel matters, whichever way it pulls.
///
///     |dy/dx|
///
/// The paper draws the largest of a pixel's channels; `signed_maps` adds them up, as it does for every method. Single
/// pixels are noisy, see `smooth_grad`; and a pixel that matters need not be what the answer rests on: see
/// `integrated_gradients`.
///
/// @source Simonyan, Vedaldi and Zisserman 2014, "Deep Inside Convolutional Networks: Visualising Image Classification
///         Models and Saliency Maps", section 3.1
struct saliency {
  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return pixel_attributions: values (N, C, H, W), none negative, in units of y per unit of input
  /// @throws shape_error, score_error
  /// @cost one forward pass, one backward pass to the image
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  [[nodiscard]] pixel_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    using T = value_t<Model>;
    auto const record = model.record(images, model.image_tap());
    auto const asked = whence::pin<T>(record.logits(), score);
    image_batch<T> values = model.backward(record, asked.cotangents(record.logits()));
    for (T& value : values.storage()) value = std::abs(value);
    return detail::answer_pixels(std::move(values), record.logits(), asked);
  }
};

}  // namespace whence
