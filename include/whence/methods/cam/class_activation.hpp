// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <optional>
#include <utility>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/feature_formula.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/concepts/tap_of.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/methods/cam/tap_gradient.hpp>
#include <whence/methods/detail/answer.hpp>
#include <whence/scores/pinned.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

namespace detail {

/// Whether a formula's paper leaves negative values in the map.
template <class Formula>
constexpr bool keeps_sign = false;
template <class Formula>
requires requires {
  { Formula::keeps_sign } -> std::convertible_to<bool>;
}
constexpr bool keeps_sign<Formula> = Formula::keeps_sign;

/// A formula that reads no gradient, and so asks for no backward pass.
template <class Formula, class T>
concept gradient_free = feature_formula<Formula, T> && !cam_formula<Formula, T>;

}  // namespace detail

/// A class activation map: a formula of the feature maps and their gradient, or of the feature maps alone. `grad_cam`
/// is one; a new one is a formula of five lines (see `cam_formula`, `feature_formula`).
///
/// @tparam Formula (feature maps, gradient) -> signed maps, or (feature maps) -> signed maps
/// @tparam At where to look: the model's own tap, `named_tap`, or `deepest_tap`
template <class Formula, class At>
struct class_activation {
  At at{};  ///< where to look
  /// Keep negative values, which speak against the question, instead of clipping them at zero.
  bool keep_signed = detail::keeps_sign<Formula>;
  [[no_unique_address]] Formula formula{};  ///< for formulas that have options

  /// @param images (N, C, H, W), of the model's own type
  /// @param score what is asked of each image
  /// @return class_maps: values (N, h, w), not normalised
  /// @throws unknown_tap_error, shape_error, score_error
  /// @cost one forward pass, one backward pass to the tap
  template <model_backend Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && cam_formula<Formula, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                      Score const& score = {}) const {
    return (*this)(model, model.record(images, whence::resolve_tap(model, at)), score);
  }

  /// The same by a formula of feature maps alone, which are the same whatever is asked.
  ///
  /// @cost one forward pass
  template <tappable Model, score_function<value_t<Model>> Score = top_logit>
  requires tap_of<At, Model> && detail::gradient_free<Formula, value_t<Model>>
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
    return answer(formula(record.feature_maps(), model.backward(record, asked.cotangents(logits))), logits, asked,
                  detail::geometry_of(record));
  }

  /// @cost no pass
  template <tappable Model, score_function<value_t<Model>> Score = top_logit>
  requires detail::gradient_free<Formula, value_t<Model>>
  [[nodiscard]] class_maps<value_t<Model>> operator()(Model const&, record_t<Model> const& record,
                                                      Score const& score = {}) const {
    using T = value_t<Model>;
    logit_matrix<T> const& logits = record.logits();
    return answer(formula(record.feature_maps()), logits, whence::pin<T>(logits, score), detail::geometry_of(record));
  }

  /// The same from a gradient in hand: several methods share one backward pass too.
  ///
  /// @param differentiated as `differentiate` makes it
  /// @cost no pass
  template <class T, class Question>
  requires cam_formula<Formula, T> || feature_formula<Formula, T>
  [[nodiscard]] class_maps<T> operator()(tap_gradient<T, Question> const& differentiated) const {
    auto const& [maps, gradient, logits, asked, geometry] = differentiated;
    if constexpr (cam_formula<Formula, T>) {
      return answer(formula(maps, gradient), logits, asked, geometry);
    } else {
      return answer(formula(maps), logits, asked, geometry);
    }
  }

 private:
  template <class T, class Question>
  class_maps<T> answer(map_batch<T> maps, logit_matrix<T> const& logits, pinned<Question> const& asked,
                       std::optional<tap_geometry> const& geometry) const {
    if (!keep_signed) detail::rectify(maps);
    return detail::answer_maps(std::move(maps), logits, asked, geometry);
  }
};

}  // namespace whence
