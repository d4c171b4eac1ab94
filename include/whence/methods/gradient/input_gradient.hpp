// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// The gradient dy/dx at the image, signed. (Its absolute value is what the paper calls the saliency map.)
///
/// @source Simonyan, Vedaldi and Zisserman 2014, "Deep Inside Convolutional Networks", section 3.1
struct input_gradient {
  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return pixel_attributions: values (N, C, H, W), in units of y per unit of input
  /// @throws shape_error, score_error
  /// @cost one forward pass, one backward pass to the image
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  [[nodiscard]] pixel_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    auto const record = model.record(images, model.image_tap());
    auto const asked = whence::pin<value_t<Model>>(record.logits(), score);
    return detail::answer_pixels(model.backward(record, asked.cotangents(record.logits())), record.logits(), asked);
  }
};

}  // namespace whence
