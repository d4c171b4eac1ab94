// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>
#include <whence/concepts/question.hpp>

namespace support {

/// dy/dlogits of a question. The output starts as NaN, so that an entry the question forgets to write is seen.
template <class T, whence::question<T> Question>
[[nodiscard]] std::vector<T> cotangent_of(Question const& question, std::vector<T> const& logits) {
  std::vector<T> cotangent(logits.size(), std::numeric_limits<T>::quiet_NaN());
  question.cotangent(std::span<T const>(logits), std::span<T>(cotangent));
  return cotangent;
}

template <class T, whence::question<T> Question>
[[nodiscard]] T value_of(Question const& question, std::vector<T> const& logits) {
  return question.value(std::span<T const>(logits));
}

template <class T, class Score>
[[nodiscard]] auto ask(Score const& score, std::vector<T> const& logits, std::size_t image = 0) {
  return score.ask(std::span<T const>(logits), image);
}

/// Holds a question's cotangent against central differences of its value. Their error is h^2 times a third derivative,
/// below 1e-7 for h = 1e-4 and questions as smooth as these.
template <class Question>
void check_cotangent(Question const& question, std::vector<double> const& logits) {
  double const step = 1e-4;
  auto const cotangent = support::cotangent_of(question, logits);
  for (std::size_t k = 0; k != logits.size(); ++k) {
    auto above = logits;
    auto below = logits;
    above[k] += step;
    below[k] -= step;
    double const slope = (support::value_of(question, above) - support::value_of(question, below)) / (2.0 * step);
    BOOST_TEST_CONTEXT("logit " << k) {
      BOOST_TEST(std::abs(cotangent[k] - slope) < 1e-7);
    }
  }
}

}  // namespace support
