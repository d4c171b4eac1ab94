// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>

namespace whence {

/// Which gradients pass back through a ReLU: does gradient g pass where the ReLU's input was x?
///
///     rule(x, g) -> bool
///
/// Written with operators that scalars and tensors share (`(x > 0) & (g > 0)`), so that a backend may apply it to a
/// whole tensor in its own arithmetic. A gradient that does not pass becomes zero. Stateless and regular.
template <class Rule>
concept relu_rule = std::semiregular<Rule> && requires(Rule const rule, float input, float gradient) {
  { rule(input, gradient) } -> std::convertible_to<bool>;
};

}  // namespace whence
