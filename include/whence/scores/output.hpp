// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/score_error.hpp>

namespace whence {

/// y = z_i, one output of a regression head. It is about no class.
struct output_question {
  std::size_t index;

  template <class T>
  [[nodiscard]] T value(std::span<T const> outputs) const {
    return outputs[index];
  }
  template <class T>
  void cotangent(std::span<T const>, std::span<T> out) const {
    std::ranges::fill(out, T(0));
    out[index] = T(1);
  }
};

/// Asks a regression network for one of its outputs: `output{0}`.
struct output {
  std::size_t index = 0;

  /// @throws score_error where the network has no such output
  template <class T>
  [[nodiscard]] output_question ask(std::span<T const> outputs, std::size_t) const {
    if (index >= outputs.size()) {
      throw score_error("output of a score", "an index below " + std::to_string(outputs.size()), std::to_string(index));
    }
    return {index};
  }
};

static_assert(score_function<output, float> && !names_class<output_question>);

}  // namespace whence
