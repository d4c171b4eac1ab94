// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#include <whence/concepts/image_baseline.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/detail/asked_of_versions.hpp>
#include <whence/scores/pinned.hpp>

namespace whence::detail {

/// What a score asks of an image.
template <class Score, class T>
using question_of =
    std::remove_cvref_t<decltype(std::declval<Score const&>().ask(std::declval<std::span<T const>>(), std::size_t{}))>;

/// One question, asked of several images.
template <class Question>
[[nodiscard]] pinned<Question> asked_of_each(Question const& question, std::size_t images) {
  return {std::vector<Question>(images, question)};
}

/// The part of a batch from `first` on.
template <class T>
[[nodiscard]] image_batch<T> some_images(image_batch<T> const& images, std::size_t first, std::size_t count) {
  image_batch<T> some({count, images.shape(1), images.shape(2), images.shape(3)});
  std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3);
  std::copy_n(images.data() + first * size, some.size(), some.data());
  return some;
}

/// Logits of images, in batches of a bounded size.
///
/// @return (N, classes)
/// @cost ceil(N / batch) forward passes
template <classifier Model>
[[nodiscard]] logit_matrix<value_t<Model>> logits_in_batches(Model const& model,
                                                             image_batch<value_t<Model>> const& images,
                                                             std::size_t batch, pass_count& passes) {
  using T = value_t<Model>;
  detail::require_batch(batch);
  std::size_t const all = images.shape(0);
  logit_matrix<T> logits;
  if (all <= batch) {
    logits = model.forward(images);
    passes.add(all);
    return logits;
  }
  for (std::size_t first = 0; first < all; first += batch) {
    std::size_t const count = std::min(batch, all - first);
    logit_matrix<T> const some = model.forward(detail::some_images(images, first, count));
    if (first == 0) logits.resize({all, some.shape(1)});
    std::copy_n(some.data(), some.size(), logits.data() + first * some.shape(1));
    passes.add(count);
  }
  return logits;
}

/// Gradients of one question at a tap, for many versions of an image, in batches, one after the other: what is summed
/// over them does not depend on the batch.
///
/// @param like (N, C, H, W), for the shape
/// @param count versions
/// @param batch most images a pass
/// @param write called as (version, T* image (C, H, W)), to write it
/// @param use called as (version, span of dy/dA (K, h, w), span of logits (classes)), in the order of versions
/// @cost ceil(count / batch) forward passes, as many backward passes to the tap
template <model_backend Model, class Question, class Write, class Use>
void gradients_of_versions(Model const& model, tap_t<Model> const& tap, Question const& question,
                           image_batch<value_t<Model>> const& like, std::size_t count, std::size_t batch,
                           pass_count& passes, Write const& write, Use const& use) {
  using T = value_t<Model>;
  detail::require_batch(batch);
  std::size_t const size = like.shape(1) * like.shape(2) * like.shape(3);
  for (std::size_t first = 0; first < count; first += batch) {
    std::size_t const images = std::min(batch, count - first);
    image_batch<T> versions({images, like.shape(1), like.shape(2), like.shape(3)});
    for (std::size_t i = 0; i != images; ++i) write(first + i, versions.data() + i * size);
    auto const record = model.record(versions, tap);
    logit_matrix<T> const& logits = record.logits();
    feature_tensor<T> const gradient =
        model.backward(record, detail::asked_of_each(question, images).cotangents(logits));
    std::size_t const values = gradient.size() / images;
    for (std::size_t i = 0; i != images; ++i) {
      use(first + i, std::span<T const>(gradient.data() + i * values, values), whence::logit_row(logits, i));
    }
    passes.add(images);
  }
}

/// A baseline's images.
///
/// @throws shape_error where they are shaped otherwise than the images
template <class T, image_baseline<T> Baseline>
[[nodiscard]] image_batch<T> baseline_of(Baseline const& baseline, image_batch<T> const& images) {
  image_batch<T> result = baseline(images);
  if (result.shape() != images.shape()) {
    throw shape_error("baseline", whence::shape_text(images.shape()), whence::shape_text(result.shape()));
  }
  return result;
}

/// Whether a network put out nothing but numbers.
template <class T>
[[nodiscard]] bool all_finite(std::span<T const> logits) {
  return std::ranges::all_of(logits, [](T logit) { return std::isfinite(logit); });
}

}  // namespace whence::detail
