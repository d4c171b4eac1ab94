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
    return logits[index] - log_sum_exp(logits);
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    T const normaliser = log_sum_exp(logits);
    for (std::size_t k = 0; k != logits.size(); ++k) out[k] = -std::exp(logits[k] - normaliser);
    out[index] += T(1);
  }
  [[nodiscard]] std::size_t class_index() const { return index; }

 private:
  template <class T>
  static T log_sum_exp(std::span<T const> logits) {
    T const largest = *std::ranges::max_element(logits);
    T sum = T(0);
    for (T const z : logits) sum += std::exp(z - largest);
    return largest + std::log(sum);
  }
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
