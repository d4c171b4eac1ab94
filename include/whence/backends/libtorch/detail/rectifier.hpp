// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/concepts/relu_rule.hpp>

namespace whence::libtorch::detail {

/// A rule that speaks of whole tensors too.
template <class Rule>
concept tensor_rule = relu_rule<Rule> &&
    requires(Rule const rule, at::Tensor const& input, at::Tensor const& gradient) {
  { rule(input, gradient) } -> std::convertible_to<at::Tensor>;
};

/// A rule, in the form in which LibTorch keeps what it does not know.
template <tensor_rule Rule>
struct kept_rule : torch::CustomClassHolder {
  explicit kept_rule(Rule kept) : rule(std::move(kept)) {}
  Rule rule;
};

/// min(max(x, 0), ceiling) in the forward pass, the rule in the backward pass. A ceiling is a gate of its own: where x
/// reaches it, nothing passes, whatever the rule says.
template <tensor_rule Rule>
struct ruled_relu : torch::autograd::Function<ruled_relu<Rule>> {
  static at::Tensor forward(torch::autograd::AutogradContext* context, at::Tensor const& input, double ceiling,
                            Rule const& rule) {
    context->save_for_backward({input});
    context->saved_data["ceiling"] = ceiling;
    context->saved_data["rule"] = c10::IValue::make_capsule(c10::make_intrusive<kept_rule<Rule>>(rule));
    return std::isinf(ceiling) ? at::relu(input) : at::clamp(input, 0, ceiling);
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list const& gradients) {
    at::Tensor const input = context->get_saved_variables()[0];
    double const ceiling = context->saved_data["ceiling"].toDouble();
    auto const kept = context->saved_data["rule"].toCapsule();
    at::Tensor passes = static_cast<kept_rule<Rule> const&>(*kept).rule(input, gradients[0]);
    if (!std::isinf(ceiling)) passes = passes & (input < ceiling);
    return {gradients[0].masked_fill(passes.logical_not(), 0), at::Tensor(), at::Tensor()};
  }
};

/// Puts ruled rectifiers in a plan's place of plain ones.
template <tensor_rule Rule>
struct rectifiers_under {
  Rule rule;

  template <class Instruction>
  at::Tensor operator()(Instruction const& now, at::Tensor const& input) const {
    return ruled_relu<Rule>::apply(input, now.ceiling, rule);
  }
};

/// Where an operator is a rectifier min(max(x, 0), c), its ceiling c, which may be infinite; otherwise 0.
///
/// @param number argument index -> its value where it is a number known beforehand, NaN where it is none
/// @param absent whether an argument is None
template <class Number, class Absent>
double rectifier_ceiling(std::string const& kind, Number const& number, Absent const& absent) {
  constexpr double open = std::numeric_limits<double>::infinity();
  if (kind == "aten::relu") return open;
  if (kind == "aten::relu6") return 6;
  if (kind == "aten::clamp_min" && number(1) == 0) return open;
  if (kind == "aten::threshold" && number(1) == 0 && number(2) == 0) return open;
  if ((kind == "aten::clamp" || kind == "aten::hardtanh") && number(1) == 0) {
    if (absent(2)) return open;
    return number(2) > 0 ? number(2) : 0;  // a NaN is not above 0
  }
  return 0;
}

/// Whether a ReLU may be hidden in an operator: in fused kernels, in those of other libraries, and where one is written
/// by hand. A rule could not reach it.
///
/// @param beside_constant one of its operands does not depend on the images
/// @param bound_known its second argument is a number known beforehand, or None
inline bool may_hide_a_relu(std::string const& kind, bool beside_constant, bool bound_known) {
  auto const any_of = [&](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), kind) != names.end();
  };
  if (!kind.starts_with("aten::") && !kind.starts_with("prim::")) return true;
  if (any_of({"aten::gt", "aten::ge", "aten::lt", "aten::le", "aten::sign", "aten::sgn", "aten::heaviside",
              "aten::_addmm_activation"}))
    return true;
  if (any_of({"aten::maximum", "aten::fmax", "aten::max"})) return beside_constant;
  if (any_of({"aten::clamp", "aten::clamp_min", "aten::hardtanh", "aten::threshold"})) return !bound_known;
  return kind.find("_relu") != std::string::npos && !any_of({"aten::leaky_relu", "aten::rrelu", "aten::prelu"});
}

}  // namespace whence::libtorch::detail
