// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>

namespace whence {

/// y = p_c = softmax(z)_c; dy/dz = p_c (e_c - p).
struct probability_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    T const largest = *std::ranges::max_element(logits);
    T sum = T(0);
    for (T const logit : logits) sum += std::exp(logit - largest);
    return std::exp(logits[index] - largest) / sum;
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    T const largest = *std::ranges::max_element(logits);
    T sum = T(0);
    for (std::size_t k = 0; k != logits.size(); ++k) {
      out[k] = std::exp(logits[k] - largest);
      sum += out[k];
    }
    T const own = out[index] / sum;
    T others = T(0);  // 1 - p_c as the sum of the others: the difference would be rounded away
    for (std::size_t k = 0; k != logits.size(); ++k) {
      T const theirs = out[k] / sum;
      out[k] = -own * theirs;
      others += k == index ? T(0) : theirs;
    }
    out[index] = own * others;
  }
  [[nodiscard]] std::size_t class_index() const { return index; }
};

/// Asks for the probability of a class: `probability{}` of the top class, `probability{7}` of class 7.
///
/// Of a class the network is sure of, its gradient is all but zero: ask `log_probability` or a logit where gradients
/// are wanted, and this where images are perturbed.
struct probability {
  class_choice classes{};

  void expect_images(std::size_t images) const { classes.expect_images(images); }

  /// @throws score_error where the network has no such class
  template <class T>
  [[nodiscard]] probability_question ask(std::span<T const> logits, std::size_t image) const {
    return {classes.of(logits, image)};
  }
};

static_assert(score_function<probability, float>);

}  // namespace whence
