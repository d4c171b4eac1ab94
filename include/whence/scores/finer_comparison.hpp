// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_choice.hpp>
#include <whence/scores/score_error.hpp>

namespace whence {

/// What the classes count that another is compared with.
enum class rival_weights {
  equal,              ///< all the same, as the authors' experiments
  probability,        ///< their probabilities, fixed when the question is asked
  moving_probability  ///< their probabilities, anew at every logits and differentiated too, as pytorch-grad-cam
};

/// y = z_c - s sum_d w_d z_d over the rivals d, their weights of sum 1.
struct finer_question {
  std::size_t index;
  std::vector<std::size_t> rivals;  ///< the most similar first
  std::vector<double> fixed;        ///< one weight a rival; none where they move
  double strength;                  ///< s

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return logits[index] - static_cast<T>(strength) * mean(logits, weights(logits));
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    std::vector<double> const w = weights(logits);
    T const middle = mean(logits, w);
    std::ranges::fill(out, T(0));
    out[index] = T(1);
    for (std::size_t i = 0; i != rivals.size(); ++i) {
      T const slope = fixed.empty() ? T(1) + logits[rivals[i]] - middle : T(1);  // d(w_i z_i + others)/dz_i over w_i
      out[rivals[i]] = -static_cast<T>(strength * w[i]) * slope;
    }
  }
  [[nodiscard]] std::size_t class_index() const { return index; }

  /// Probabilities of the rivals among themselves: the softmax of their logits.
  template <class T>
  [[nodiscard]] static std::vector<double> probabilities(std::span<T const> logits,
                                                         std::vector<std::size_t> const& rivals) {
    double largest = -std::numeric_limits<double>::infinity();
    for (std::size_t const d : rivals) largest = std::max(largest, static_cast<double>(logits[d]));
    std::vector<double> result;
    double sum = 0.0;
    for (std::size_t const d : rivals) {
      result.push_back(std::exp(static_cast<double>(logits[d]) - largest));
      sum += result.back();
    }
    for (double& weight : result) weight /= sum;
    return result;
  }

 private:
  template <class T>
  [[nodiscard]] std::vector<double> weights(std::span<T const> logits) const {
    return fixed.empty() ? probabilities(logits, rivals) : fixed;
  }
  template <class T>
  [[nodiscard]] T mean(std::span<T const> logits, std::vector<double> const& w) const {
    T sum = T(0);
    for (std::size_t i = 0; i != rivals.size(); ++i) sum += static_cast<T>(w[i]) * logits[rivals[i]];
    return sum;
  }
};

/// Finer-CAM's question: what tells a class from those that look most like it? The similar ones are those whose logits
/// are nearest to its own; which they are is fixed when the question is asked.
///
///     y = z_c - s sum_d w_d z_d
///
///     whence::finer_comparison{}                             // the top class, against three, s = .6
///     whence::finer_comparison{.classes = 7, .count = 1, .strength = 1}
///
/// At s = 0 it is `class_logit`, at s = 1 a margin: where s grows, less is left of what the classes share.
///
/// @source Zhang et al. 2025, "Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation": the
///         comparison with several classes; count, strength and equal weights of its published experiments
struct finer_comparison {
  class_choice classes{};
  std::size_t count = 3;                         ///< classes to compare with; all others, where there are fewer
  double strength = 0.6;                         ///< s, how much of what they share is taken away
  rival_weights weights = rival_weights::equal;  ///< w

  void expect_images(std::size_t images) const { classes.expect_images(images); }

  /// @throws score_error where the network has no such class, or no other one; where the count is 0
  template <class T>
  [[nodiscard]] finer_question ask(std::span<T const> logits, std::size_t image) const {
    std::size_t const index = classes.of(logits, image);
    if (count == 0) throw score_error("finer comparison", "at least 1 class to compare with", "0");
    if (logits.size() < 2) throw score_error("finer comparison", "a network of at least 2 classes", "one of 1");
    finer_question question{index, nearest(index, logits), {}, strength};
    std::size_t const rivals = question.rivals.size();
    if (weights == rival_weights::equal) question.fixed.assign(rivals, 1.0 / static_cast<double>(rivals));
    if (weights == rival_weights::probability) question.fixed = question.probabilities(logits, question.rivals);
    return question;
  }

 private:
  /// Of equally near ones the first. A class masked by minus infinity is like no other; a NaN is like none but those.
  template <class T>
  [[nodiscard]] std::vector<std::size_t> nearest(std::size_t index, std::span<T const> logits) const {
    std::vector<std::size_t> others;
    for (std::size_t k = 0; k != logits.size(); ++k) {
      if (k != index && logits[k] != -std::numeric_limits<T>::infinity()) others.push_back(k);
    }
    auto const distance = [&](std::size_t k) {
      T const difference = std::abs(logits[k] - logits[index]);
      return std::isnan(difference) ? std::numeric_limits<T>::infinity() : difference;
    };
    std::ranges::stable_sort(others, {}, distance);
    others.resize(std::min(others.size(), count));
    return others;
  }
};

static_assert(score_function<finer_comparison, float> && names_class<finer_question>);

}  // namespace whence
