// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <type_traits>
#include <vector>
#include <whence/concepts/score_function.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/tensor.hpp>
#include <whence/scores/score_error.hpp>

namespace whence {

/// A score whose questions are already asked, one an image. Methods that perturb images carry it through every pass, so
/// that they keep asking what the clean images were asked.
template <class Question>
struct pinned {
  std::vector<Question> questions;

  /// @throws score_error where the questions were pinned for a batch of another size
  void expect_images(std::size_t images) const {
    if (images != questions.size()) {
      throw score_error("pinned questions",
                        "the batch of " + std::to_string(questions.size()) + " they were pinned for",
                        std::to_string(images) + " images");
    }
  }

  /// @throws score_error where no question was pinned for the image
  template <class T>
  [[nodiscard]] Question const& ask(std::span<T const>, std::size_t image) const {
    if (image >= questions.size()) expect_images(image + 1);
    return questions[image];
  }

  /// dy/dlogits of every question: what a backward pass starts from.
  ///
  /// @param logits (N, classes)
  /// @return (N, classes)
  template <class T>
  [[nodiscard]] logit_matrix<T> cotangents(logit_matrix<T> const& logits) const {
    expect_images(logits.shape(0));
    logit_matrix<T> result(logits.shape(), T(0));
    for (std::size_t n = 0; n != questions.size(); ++n) {
      std::span<T> const row(result.data() + n * result.shape(1), result.shape(1));
      questions[n].cotangent(whence::logit_row(logits, n), row);
    }
    return result;
  }

  /// y of every question.
  ///
  /// @param logits (N, classes)
  /// @return (N)
  template <class T>
  [[nodiscard]] tensor<T, 1> scores(logit_matrix<T> const& logits) const {
    expect_images(logits.shape(0));
    tensor<T, 1> result(std::array<std::size_t, 1>{questions.size()});
    for (std::size_t n = 0; n != questions.size(); ++n) result(n) = questions[n].value(whence::logit_row(logits, n));
    return result;
  }

  /// The class every question is about.
  ///
  /// @return (N), or empty where the questions are about no class
  [[nodiscard]] tensor<std::size_t, 1> classes() const {
    if constexpr (names_class<Question>) {
      tensor<std::size_t, 1> result(std::array<std::size_t, 1>{questions.size()});
      for (std::size_t n = 0; n != questions.size(); ++n) result(n) = questions[n].class_index();
      return result;
    } else {
      return tensor<std::size_t, 1>(std::array<std::size_t, 1>{0});
    }
  }
};

/// Asks every image of a batch its question.
///
/// @param logits (N, classes)
/// @throws score_error where the score names a class the network does not have, or was made for another batch
template <class T, score_function<T> Score>
[[nodiscard]] auto pin(logit_matrix<T> const& logits, Score const& score) {
  if constexpr (requires { score.expect_images(logits.shape(0)); }) score.expect_images(logits.shape(0));
  pinned<std::remove_cvref_t<decltype(score.ask(whence::logit_row(logits, 0), 0))>> asked;
  asked.questions.reserve(logits.shape(0));
  for (std::size_t n = 0; n != logits.shape(0); ++n) {
    asked.questions.push_back(score.ask(whence::logit_row(logits, n), n));
  }
  return asked;
}

}  // namespace whence
