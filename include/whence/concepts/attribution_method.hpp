// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/attribution.hpp>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/score_function.hpp>

namespace whence {

/// An explanation method: swap one type for another without touching the call.
///
///     method(model, images (N, C, H, W), score) -> attribution
///
/// `false`, never an error, where the model lacks a capability the method asks for.
template <class Method, class Model, class Score>
concept attribution_method = classifier<Model> && score_function<Score, value_t<Model>> &&
    requires(Method const& method, Model const& model, image_batch<value_t<Model>> const& images, Score const& score) {
  { method(model, images, score) } -> attribution;
};

}  // namespace whence
