// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>

namespace whence {

/// y = log softmax(z)_c = z_c - log sum_k exp(z_k); dy/dz = e_c - softmax(z).
struct log_probability_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    T const largest = *std::ranges::max_element(logits);
    T const own = logits[index] - largest;
    T others = T(0);
    for (std::size_t k = 0; k != logits.size(); ++k) others += k == index ? T(0) : std::exp(logits[k] - largest);
    // Of a class the network is sure of, the small distance from 0 is the answer: 1 + others must not be rounded.
    return own == T(0) ? -std::log1p(others) : own - std::log(others + std::exp(own));
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    T const largest = *std::ranges::max_element(logits);
    T sum = T(0);
    for (std::size_t k = 0; k != logits.size(); ++k) {
      out[k] = std::exp(logits[k] - largest);
      sum += out[k];
    }
    T others = T(0);  // 1 - softmax(z)_c as the sum of the others: the difference would be rounded away
    for (std::size_t k = 0; k != logits.size(); ++k) {
      out[k] = -out[k] / sum;
      others += k == index ? T(0) : out[k];
    }
    out[index] = -others;
  }
  [[nodiscard]] std::size_t class_index() const { return index; }
};

/// Asks for the log-probability of a class: `log_probability{}` of the top class, `log_probability{7}` of class 7.
struct log_probability {
  class_choice classes{};

  void expect_images(std::size_t images) const { classes.expect_images(images); }

  /// @throws score_error where the network has no such class
  template <class T>
  [[nodiscard]] log_probability_question ask(std::span<T const> logits, std::size_t image) const {
    return {classes.of(logits, image)};
  }
};

static_assert(score_function<log_probability, float>);

}  // namespace whence
