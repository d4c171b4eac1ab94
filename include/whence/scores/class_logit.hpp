// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <whence/concepts/question.hpp>
#include <whence/scores/class_choice.hpp>

namespace whence {

/// y = z_c, one class's logit.
struct logit_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return logits[index];
  }
  template <class T>
  void cotangent(std::span<T const>, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    out[index] = T(1);
  }
  [[nodiscard]] std::size_t class_index() const { return index; }
};

/// Asks for the logit of given classes: `class_logit{7}` of every image, `class_logit{{7, 3}}` of the first and second.
///
/// @source the y^c of Selvaraju et al. 2017, "Grad-CAM", section 3
struct class_logit {
  class_choice classes;

  void expect_images(std::size_t images) const { classes.expect_images(images); }

  /// @throws score_error where the network has no such class
  template <class T>
  [[nodiscard]] logit_question ask(std::span<T const> logits, std::size_t image) const {
    return {classes.of(logits, image)};
  }
};

static_assert(question<logit_question, float> && names_class<logit_question>);

}  // namespace whence
