// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/detail/any_tensor.hpp>

namespace whence {

namespace detail {

template <class Rule, class T>
concept asked_of_numbers = requires(Rule const& rule, T const& input, T const& gradient) {
  { rule(input, gradient) } -> std::convertible_to<bool>;
};

/// Compilers say this name where a rule uses `&&`, `||` or `!`, or promises a `bool`.
template <class Answer>
concept mask_by_auto_and_single_ampersands = std::same_as<Answer, any_mask>;

template <class Rule>
concept asked_of_whole_tensors = requires(Rule const& rule, any_tensor const& input, any_tensor const& gradient) {
  { rule(input, gradient) } -> mask_by_auto_and_single_ampersands;
};

}  // namespace detail

/// Which gradients pass back through a ReLU: does gradient g pass where the ReLU's input was x?
///
///     rule(x, g) -> mask, of numbers and of whole tensors
///
/// A gradient that does not pass becomes zero. A rule is a value: settings of its own go where it goes, and what it
/// answers depends on them, on x and on g alone. Most are five lines:
///
///     struct large_inputs {
///       template <class T>
///       constexpr auto operator()(T const& x, T const& g) const { return (x > 1) & (g > 0); }
///     };
///
/// A backend asks it of every number or of a tensor at once, in its own arithmetic, so that it is written with what
/// numbers and tensors share: `< > <= >=`, `+ - * /`, `abs`, and `&` and `|` for and and or. `&&`, `||`, `!`, `if` and
/// `?:` are not shared; the opposite of `x > 0` is `x <= 0`.
///
/// Those that come with the library, in <whence/relu_rules/...>:
///
///     plain_relu      x > 0              the gradient proper
///     guided_relu     (x > 0) & (g > 0)  guided backprop
///     deconvnet_relu  g > 0              deconvnet
///
/// Used by `with_relu<Rule, Method>` for one method, or by `swap_relu<Rule>(model)` for all that is asked of a model.
template <class Rule>
concept relu_rule = std::semiregular<Rule> && detail::asked_of_numbers<Rule, float> &&
    detail::asked_of_numbers<Rule, double> && detail::asked_of_whole_tensors<Rule>;

}  // namespace whence
