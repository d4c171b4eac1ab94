// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/methods/cam/tap_gradient.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Asks the question of a record's images and differentiates it at the record's tap, once for all methods that are to
/// answer it.
///
/// @param record of the images, at whatever tap
/// @param score what is asked of each image
/// @return tap_gradient: copies of what the record holds, and dy/dA
/// @throws score_error
/// @cost one backward pass to the tap
template <model_backend Model, score_function<value_t<Model>> Score = top_logit>
[[nodiscard]] auto differentiate(Model const& model, record_t<Model> const& record, Score const& score = {}) {
  using T = value_t<Model>;
  logit_matrix<T> const& logits = record.logits();
  auto asked = whence::pin<T>(logits, score);
  feature_tensor<T> gradient = model.backward(record, asked.cotangents(logits));
  using question_type = typename decltype(asked.questions)::value_type;
  return tap_gradient<T, question_type>{record.feature_maps(), std::move(gradient), logits, std::move(asked),
                                        detail::geometry_of(record)};
}

}  // namespace whence
