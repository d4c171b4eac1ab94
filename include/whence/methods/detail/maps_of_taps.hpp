// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/tensor.hpp>
#include <whence/scores/pinned.hpp>

namespace whence::detail {

/// A method that answers from a record.
template <class Method, class Model, class Score>
concept answers_a_record = requires(Method const& method, Model const& model, record_t<Model> const& record,
                                    Score const& score) {
  { method(model, record, score) } -> std::same_as<class_maps<value_t<Model>>>;
};

/// A method that answers from a record and the images it was made of, since it asks more of them.
template <class Method, class Model, class Score>
concept answers_images_with_a_record = requires(Method const& method, Model const& model,
                                                image_batch<value_t<Model>> const& images,
                                                record_t<Model> const& record, Score const& score) {
  { method(model, images, record, score) } -> std::same_as<class_maps<value_t<Model>>>;
};

/// A method that can only be told where to look.
template <class Method, class At, class Model, class Score>
concept answers_where_it_is_told = std::copy_constructible<Method> &&
    requires(Method method, At const& at, Model const& model, image_batch<value_t<Model>> const& images,
             Score const& score) {
  method.at = at;
  { std::as_const(method)(model, images, score) } -> std::same_as<class_maps<value_t<Model>>>;
};

template <class Method, class Model, class Score>
concept needs_a_record = answers_a_record<Method, Model, Score> || answers_images_with_a_record<Method, Model, Score>;

template <class Method, class At, class Model, class Score>
concept answers_tap_by_tap = needs_a_record<Method, Model, Score> || answers_where_it_is_told<Method, At, Model, Score>;

/// The questions a score asks of a model's images.
template <class Model, class Score>
using pinned_t = decltype(whence::pin<value_t<Model>>(std::declval<logit_matrix<value_t<Model>> const&>(),
                                                      std::declval<Score const&>()));

/// A method's answer from a record.
template <class Method, class Model, class Score>
class_maps<value_t<Model>> answer_record(Method const& method, Model const& model,
                                         image_batch<value_t<Model>> const& images, record_t<Model> const& record,
                                         Score const& score) {
  if constexpr (answers_a_record<Method, Model, Score>) {
    return method(model, record, score);
  } else {
    return method(model, images, record, score);
  }
}

/// Calls use(record) for the record of every tap, in order: of one forward pass where the model can, else of one each,
/// and then no two are held at once.
template <class Model, class Use>
void for_each_record(Model const& model, image_batch<value_t<Model>> const& images,
                     std::vector<tap_t<Model>> const& taps, Use const& use) {
  if constexpr (multi_tappable<Model>) {
    for (auto const& record : model.record(images, std::span<tap_t<Model> const>(taps))) use(record);
  } else {
    for (auto const& tap : taps) use(model.record(images, tap));
  }
}

}  // namespace whence::detail
