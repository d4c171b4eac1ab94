// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <variant>
#include <vector>
#include <whence/core/class_maps.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/tensor.hpp>

namespace explain {

/// What a method said, and the logits it was said of.
struct explanation {
  whence::logit_matrix<float> logits;
  std::variant<whence::class_maps<float>, whence::pixel_attributions<float>> answer;
  std::vector<float> gaps;  ///< of each image how far its attributions are from adding up, where they ought to
};

}  // namespace explain
