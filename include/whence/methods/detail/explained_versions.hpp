// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>
#include <whence/concepts/attribution_method.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/map_status.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>
#include <whence/methods/detail/gradients_of_versions.hpp>
#include <whence/scores/pinned.hpp>

namespace whence::detail {

/// What a method answers that is asked a question of an image which was asked by a score.
template <class Method, class Model, class Score>
using versions_answer = std::remove_cvref_t<decltype(std::declval<Method const&>()(
    std::declval<Model const&>(), std::declval<image_batch<value_t<Model>> const&>(),
    std::declval<pinned<question_of<Score, value_t<Model>>> const&>()))>;

/// A method that can be asked of versions of images what their originals were asked; its answers are class maps or
/// pixel attributions.
template <class Method, class Model, class Score>
concept explains_versions = classifier<Model> && score_function<Score, value_t<Model>> &&
    attribution_method<Method, Model, pinned<question_of<Score, value_t<Model>>>> &&
    (std::derived_from<versions_answer<Method, Model, Score>, class_maps<value_t<Model>>> ||
     std::derived_from<versions_answer<Method, Model, Score>, pixel_attributions<value_t<Model>>>);

/// Of the two kinds of answer the one a method's is, without what else it may tell.
template <class Answer>
using plain_answer =
    std::conditional_t<std::derived_from<Answer, class_maps<typename Answer::value_type>>,
                       class_maps<typename Answer::value_type>, pixel_attributions<typename Answer::value_type>>;

/// Asks a method one question of many versions of an image, in batches, one after the other.
///
/// @param like (N, C, H, W), for the shape
/// @param count versions
/// @param batch most versions a call of the method
/// @param write called as (version, T* image (C, H, W)), to write it
/// @param use called as (first version, the method's answer for some from there on), in the order of versions
/// @return the worst status of all: `meaningful` where no answer is spoilt
/// @cost ceil(count / batch) calls of the method
template <class Method, classifier Model, class Question, class Write, class Use>
map_status explained_versions(Method const& method, Model const& model, Question const& question,
                              image_batch<value_t<Model>> const& like, std::size_t count, std::size_t batch,
                              pass_count& passes, Write const& write, Use const& use) {
  detail::require_batch(batch);
  std::size_t const size = like.shape(1) * like.shape(2) * like.shape(3);
  map_status worst = map_status::meaningful;
  for (std::size_t first = 0; first < count; first += batch) {
    std::size_t const images = std::min(batch, count - first);
    image_batch<value_t<Model>> versions({images, like.shape(1), like.shape(2), like.shape(3)});
    for (std::size_t i = 0; i != images; ++i) write(first + i, versions.data() + i * size);
    auto const answer = method(model, versions, detail::asked_of_each(question, images));
    for (auto const status : answer.status) {
      if (status == map_status::not_finite || status == map_status::logits_not_finite) worst = std::max(worst, status);
    }
    use(first, answer);
    passes.add(images);
  }
  return worst;
}

/// Room for the answers for `count` images, shaped and placed like one there is.
template <class T>
void shape_like(class_maps<T>& result, class_maps<T> const& answer, std::size_t count) {
  result.values.resize({count, answer.values.shape(1), answer.values.shape(2)});
  result.geometry = answer.geometry;
}
template <class T>
void shape_like(pixel_attributions<T>& result, pixel_attributions<T> const& answer, std::size_t count) {
  result.values.resize({count, answer.values.shape(1), answer.values.shape(2), answer.values.shape(3)});
}

/// What is spoilt stays so, whatever became of its values.
inline void spoil(map_status& status, map_status by) {
  if (by == map_status::not_finite || by == map_status::logits_not_finite) status = std::max(status, by);
}

}  // namespace whence::detail
