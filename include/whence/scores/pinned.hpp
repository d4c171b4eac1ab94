// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>
#include <whence/concepts/score_function.hpp>
#include <whence/core/tensor.hpp>
#include <whence/scores/score_error.hpp>

namespace whence {

/// One image's logits out of a batch's.
///
/// @param logits (N, classes); the span points into it
template <class T>
[[nodiscard]] std::span<T const> logit_row(logit_matrix<T> const& logits, std::size_t image) {
  return {logits.data() + image * logits.shape(1), logits.shape(1)};
}

/// A score whose questions are already asked, one an image. Methods that perturb images carry it through every pass, so
/// that they keep asking what the clean images were asked.
template <class Question>
struct pinned {
  std::vector<Question> questions;

  /// @throws score_error where the batch is larger than the one the questions were pinned for
  template <class T>
  [[nodiscard]] Question const& ask(std::span<T const>, std::size_t image) const {
    if (image >= questions.size()) {
      throw score_error("pinned questions", "an image below " + std::to_string(questions.size()),
                        std::to_string(image));
    }
    return questions[image];
  }
};

/// Asks every image of a batch its question.
///
/// @param logits (N, classes)
/// @throws score_error where the score names a class the network does not have
template <class T, score_function<T> Score>
[[nodiscard]] auto pin(logit_matrix<T> const& logits, Score const& score) {
  if constexpr (requires { score.expect_images(logits.shape(0)); }) score.expect_images(logits.shape(0));
  pinned<std::remove_cvref_t<decltype(score.ask(whence::logit_row(logits, 0), 0))>> asked;
  asked.questions.reserve(logits.shape(0));
  for (std::size_t n = 0; n != logits.shape(0); ++n)
    asked.questions.push_back(score.ask(whence::logit_row(logits, n), n));
  return asked;
}

/// dy/dlogits of every image's question: what a backward pass starts from.
///
/// @param logits (N, classes)
/// @return (N, classes)
template <class T, class Question>
[[nodiscard]] logit_matrix<T> cotangents(logit_matrix<T> const& logits, pinned<Question> const& asked) {
  logit_matrix<T> result = xt::zeros<T>(logits.shape());
  for (std::size_t n = 0; n != logits.shape(0); ++n) {
    std::span<T> const row(result.data() + n * result.shape(1), result.shape(1));
    asked.ask(whence::logit_row(logits, n), n).cotangent(whence::logit_row(logits, n), row);
  }
  return result;
}

/// y of every image's question.
///
/// @param logits (N, classes)
/// @return (N)
template <class T, class Question>
[[nodiscard]] tensor<T, 1> scores(logit_matrix<T> const& logits, pinned<Question> const& asked) {
  tensor<T, 1> result = xt::zeros<T>({logits.shape(0)});
  for (std::size_t n = 0; n != logits.shape(0); ++n) {
    auto const row = whence::logit_row(logits, n);
    result(n) = asked.ask(row, n).value(row);
  }
  return result;
}

/// The class every image's question is about.
///
/// @return (N), or empty where the questions are about no class
template <class Question>
[[nodiscard]] tensor<std::size_t, 1> classes(pinned<Question> const& asked) {
  std::size_t const count = names_class<Question> ? asked.questions.size() : 0;
  tensor<std::size_t, 1> result = xt::zeros<std::size_t>({count});
  if constexpr (names_class<Question>) {
    for (std::size_t n = 0; n != count; ++n) result(n) = asked.questions[n].class_index();
  }
  return result;
}

}  // namespace whence
