// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <whence/concepts/question.hpp>

namespace whence {

/// The rule by which a question is chosen for an image: the top class, class 7, the margin of two classes.
///
///     score.ask(logits (classes), image index) -> question
///     score.expect_images(N)                      (optional: throws where the score was made for another batch)
///
/// A method asks once, of the clean images, and carries the questions through every perturbed pass.
template <class Score, class T>
concept score_function = requires(Score const& score, std::span<T const> logits, std::size_t image) {
  { score.ask(logits, image) } -> question<T>;
};

}  // namespace whence
