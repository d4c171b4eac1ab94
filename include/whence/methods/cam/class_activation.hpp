// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <utility>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// A class activation map: a formula of the feature maps and their gradient. `grad_cam` is one; a new one is a formula
/// of five lines (see `cam_formula`).
///
/// @tparam Formula (feature maps, gradient) -> signed maps
/// @tparam At where to look: the model's own tap, `named_tap`, or `deepest_tap`
template <class Formula, class At>
struct class_activation {
  At at{};  ///< where to look
  bool keep_signed =
      false;  ///< keep negative values, which speak against the question, instead of clipping them at zero
  [[no_unique_address]] Formula formula{};  ///< for formulas that have options

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, h, w) in units of y, not normalised
  /// @throws unknown_tap_error, shape_error, score_error
  /// @cost one forward pass, one backward pass to the tap
  template <model_backend Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && cam_formula<Formula, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    return (*this)(model, model.record(images, whence::resolve_tap(model, at)), score);
  }

  /// The same from a record in hand, whatever tap it was recorded at: several methods and several questions share one
  /// forward pass.
  ///
  /// @cost one backward pass to the tap
  template <model_backend Model, score_function<value_t<Model>> Score = top_logit>
  requires cam_formula<Formula, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, record_t<Model> const& record,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    logit_matrix<T> const& logits = record.logits();
    auto const asked = whence::pin<T>(logits, score);
    map_batch<T> maps = formula(record.feature_maps(), model.backward(record, asked.cotangents(logits)));
    if (!keep_signed) detail::rectify(maps);
    return detail::answer_maps(std::move(maps), logits, asked, detail::geometry_of(record));
  }
};

}  // namespace whence
