// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>
#include <whence/scores/score_error.hpp>

namespace whence {

/// y = z_c - z_a: why c rather than a?
struct margin_question {
  std::size_t index;
  std::size_t against;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return logits[index] - logits[against];
  }
  template <class T>
  void cotangent(std::span<T const>, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    out[index] += T(1);
    out[against] -= T(1);
  }
  [[nodiscard]] std::size_t class_index() const { return index; }
};

/// Asks for the margin of one class over another: `logit_margin{7, 3}` of class 7 over class 3, `logit_margin{.against
/// = 3}` of the top class over class 3, `logit_margin{7}` of class 7 over the best of the others, `logit_margin{}` of
/// the top class over the runner-up.
struct logit_margin {
  class_choice classes{};  ///< the class that speaks for the answer
  class_choice against{};  ///< the class it is held against; unless given, the best of the others

  void expect_images(std::size_t images) const {
    classes.expect_images(images);
    against.expect_images(images);
  }

  /// @throws score_error where the network has no such class; where a class is held against itself, which says nothing:
  ///         `logit_margin{.against = 3}` of an image whose top class is 3, too
  template <class T>
  [[nodiscard]] margin_question ask(std::span<T const> logits, std::size_t image) const {
    std::size_t const index = classes.of(logits, image);
    std::size_t const other = against.is_top() ? best_but(index, logits) : against.of(logits, image);
    if (other == index) {
      throw score_error("margin of image " + std::to_string(image), "two classes",
                        "class " + std::to_string(index) + " against itself");
    }
    return {index, other};
  }

 private:
  template <class T>
  [[nodiscard]] static std::size_t best_but(std::size_t index, std::span<T const> logits) {
    std::size_t best = index == 0 && logits.size() > 1 ? 1 : 0;
    for (std::size_t k = 0; k != logits.size(); ++k) {
      if (k != index && logits[k] > logits[best]) best = k;
    }
    return best;
  }
};

static_assert(score_function<logit_margin, float>);

}  // namespace whence
