// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <utility>
#include <vector>
#include <whence/concepts/attribution.hpp>
#include <whence/core/map_status.hpp>

namespace whence::test {

/// An answer of whatever kind, in numbers that keep every bit.
struct told_answer {
  std::string name;
  bool of_pixels = false;  ///< a number for every value of the input
  std::vector<std::size_t> shape;
  std::vector<double> values, scores, gaps;
  std::vector<std::size_t> classes;
  std::vector<map_status> status;

  template <attribution Answer>
  told_answer(std::string of, Answer const& answer)
      : name(std::move(of)),
        of_pixels(answer.values.dimension() == 4),
        shape(answer.values.shape().begin(), answer.values.shape().end()),
        values(answer.values.begin(), answer.values.end()),
        scores(answer.scores.begin(), answer.scores.end()),
        classes(answer.classes.begin(), answer.classes.end()),
        status(answer.status) {
    if constexpr (requires { answer.completeness_gap; }) {
      gaps.assign(answer.completeness_gap.begin(), answer.completeness_gap.end());
    }
  }

  /// What it says of one image, as if that had been asked about alone.
  [[nodiscard]] told_answer of_image(std::size_t n) const {
    told_answer one = *this;
    std::size_t const size = values.size() / shape[0];
    one.shape[0] = 1;
    one.values.assign(values.begin() + static_cast<std::ptrdiff_t>(n * size),
                      values.begin() + static_cast<std::ptrdiff_t>((n + 1) * size));
    one.scores = {scores[n]};
    if (!gaps.empty()) one.gaps = {gaps[n]};
    one.classes = {classes[n]};
    one.status = {status[n]};
    return one;
  }

  friend bool operator==(told_answer const&, told_answer const&) = default;
};

}  // namespace whence::test
