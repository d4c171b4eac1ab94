// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <utility>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Input times gradient: how much of the score a pixel accounts for, if the network were linear.
///
///     x * dy/dx
///
/// On a network without offsets whose only bends are ReLUs and maxima, the values add up to y. A pixel that is 0 gets
/// nothing whatever it means to the network; in a normalised image that is the mean colour.
///
/// @source Shrikumar, Greenside, Shcherbina and Kundaje 2016, "Not Just a Black Box: Learning Important Features
///         Through Propagating Activation Differences", section 3.2
struct input_x_gradient {
  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return pixel_attributions: values (N, C, H, W), in units of y
  /// @throws shape_error, score_error
  /// @cost one forward pass, one backward pass to the image
  template <input_differentiable Model, score_function<value_t<Model>> Score = top_logit>
  [[nodiscard]] pixel_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    using T = value_t<Model>;
    auto const record = model.record(images, model.image_tap());
    auto const asked = whence::pin<T>(record.logits(), score);
    image_batch<T> values = model.backward(record, asked.cotangents(record.logits()));
    for (std::size_t i = 0; i != values.size(); ++i) values.data()[i] *= images.data()[i];
    return detail::answer_pixels(std::move(values), record.logits(), asked);
  }
};

}  // namespace whence
