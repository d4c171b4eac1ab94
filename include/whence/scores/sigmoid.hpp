// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>

namespace whence {

/// y = sigmoid(z_i) = 1 / (1 + exp(-z_i)); dy/dz_i = sigmoid(z_i) sigmoid(-z_i).
struct sigmoid_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return of(logits[index]);
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    out[index] = of(logits[index]) * of(-logits[index]);
  }
  [[nodiscard]] std::size_t class_index() const { return index; }

 private:
  template <class T>
  [[nodiscard]] static T of(T z) {
    return T(1) / (T(1) + std::exp(-z));
  }
};

/// Asks a multi-label network for the probability of one label: `sigmoid{4}`.
struct sigmoid {
  class_choice labels{};

  void expect_images(std::size_t images) const { labels.expect_images(images); }

  /// @throws score_error where the network has no such label
  template <class T>
  [[nodiscard]] sigmoid_question ask(std::span<T const> logits, std::size_t image) const {
    return {labels.of(logits, image)};
  }
};

static_assert(score_function<sigmoid, float>);

}  // namespace whence
