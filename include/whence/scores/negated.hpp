// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <type_traits>
#include <whence/concepts/score_function.hpp>

namespace whence {

/// y = -(another question's y).
template <class Question>
struct negated_question {
  Question question;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return -question.value(logits);
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    question.cotangent(logits, out);
    for (T& u : out) u = -u;
  }
  [[nodiscard]] std::size_t class_index() const requires names_class<Question> { return question.class_index(); }
};

/// Asks the opposite of another score, "what speaks against it?": `negated{class_logit{7}}`.
///
/// @source the counterfactual explanations of Selvaraju et al. 2017, "Grad-CAM", section 3.3
template <class Score>
struct negated {
  Score score{};

  void expect_images(std::size_t images) const {
    if constexpr (requires { score.expect_images(images); }) score.expect_images(images);
  }

  template <class T>
  [[nodiscard]] auto ask(std::span<T const> logits, std::size_t image) const requires score_function<Score, T> {
    // A copy: `pinned` hands out references to its own questions, and may be gone first.
    return negated_question<std::remove_cvref_t<decltype(score.ask(logits, image))>>{score.ask(logits, image)};
  }
};
template <class Score>
negated(Score) -> negated<Score>;
// Without this one, `negated{negated{score}}` would be read as a copy of the inner one: of the wrong sign.
template <class Score>
negated(negated<Score>) -> negated<negated<Score>>;

}  // namespace whence
