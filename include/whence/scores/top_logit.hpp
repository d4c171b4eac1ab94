// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_logit.hpp>

namespace whence {

/// Asks each image for the logit of its own most probable class: what every method asks unless told otherwise. Of equal
/// logits the first counts.
struct top_logit {
  template <class T>
  [[nodiscard]] logit_question ask(std::span<T const> logits, std::size_t image) const {
    return {class_choice{}.of(logits, image)};
  }
};

static_assert(score_function<top_logit, float> && score_function<class_logit, double>);

}  // namespace whence
