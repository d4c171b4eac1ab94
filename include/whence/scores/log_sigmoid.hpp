// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>

namespace whence {

/// y = log sigmoid(z_i) = -log(1 + exp(-z_i)); dy/dz_i = sigmoid(-z_i).
struct log_sigmoid_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    T const z = logits[index];
    return std::min(z, T(0)) - std::log1p(std::exp(-std::abs(z)));
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    out[index] = T(1) / (T(1) + std::exp(logits[index]));
  }
  [[nodiscard]] std::size_t class_index() const { return index; }
};

/// Asks a multi-label network for the log-probability of one label: `log_sigmoid{4}`.
struct log_sigmoid {
  class_choice labels{};

  void expect_images(std::size_t images) const { labels.expect_images(images); }

  /// @throws score_error where the network has no such label
  template <class T>
  [[nodiscard]] log_sigmoid_question ask(std::span<T const> logits, std::size_t image) const {
    return {labels.of(logits, image)};
  }
};

static_assert(score_function<log_sigmoid, float>);

}  // namespace whence
