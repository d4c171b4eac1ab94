// SPDX-License-Identifier: BSD-3-Clause
#include <cmath>
#include <static/archetypes.hpp>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/relu_rule.hpp>

namespace {

using archetypes::maps;

static_assert(whence::relu_rule<archetypes::relu_rule>);

struct rule_without_a_call {};
static_assert(!whence::relu_rule<rule_without_a_call>);

using whence::detail::any_mask;
using whence::detail::any_tensor;

struct rule_not_const {
  bool operator()(float, float);
  bool operator()(double, double);
  any_mask operator()(any_tensor const&, any_tensor const&);
};
static_assert(!whence::relu_rule<rule_not_const>);

struct rule_of_one_value {
  template <class T>
  auto operator()(T const& input) const {
    return input > 0;
  }
};
static_assert(!whence::relu_rule<rule_of_one_value>);

struct rule_without_an_answer {
  void operator()(float, float) const;
  void operator()(double, double) const;
  any_mask operator()(any_tensor const&, any_tensor const&) const;
};
static_assert(!whence::relu_rule<rule_without_an_answer>);

struct rule_of_numbers {
  bool operator()(float, float) const;
  bool operator()(double, double) const;
};
static_assert(!whence::relu_rule<rule_of_numbers>);

struct rule_of_tensors {
  any_mask operator()(any_tensor const&, any_tensor const&) const;
};
static_assert(!whence::relu_rule<rule_of_tensors>);

struct rule_that_answers_with_the_gradient {
  template <class T>
  auto operator()(T const&, T const& gradient) const {
    return gradient;
  }
};
static_assert(!whence::relu_rule<rule_that_answers_with_the_gradient>);

struct rule_of_a_promised_bool {
  template <class T>
  bool operator()(T const& input, T const&) const {
    return input > 0;
  }
};
static_assert(!whence::relu_rule<rule_of_a_promised_bool>);

// What numbers and tensors share makes a rule; what they do not share makes none, and no error either.
template <class Rule>
constexpr bool makes_a_rule(Rule) {
  return whence::relu_rule<Rule>;
}
static_assert(makes_a_rule([](auto const& x, auto const& g) { return (x > 0) & (g > 0); }));
static_assert(makes_a_rule([](auto const& x, auto const& g) { return (x <= 1e-3) | (0.5F * g >= x / 2 - 1); }));
static_assert(makes_a_rule([](auto const& x, auto const& g) {
  using std::abs;
  return (abs(x) < 3) & (-g < x + g * x);
}));
static_assert(!makes_a_rule([](auto const& x, auto const& g) { return x > 0 && g > 0; }));
static_assert(!makes_a_rule([](auto const& x, auto const& g) { return x > 0 || g > 0; }));
static_assert(!makes_a_rule([](auto const& x, auto const&) { return !(x > 0); }));
static_assert(!makes_a_rule([](auto const& x, auto const& g) { return (x > 0) & !(g > 0); }));
static_assert(!makes_a_rule([](auto const& x, auto const& g) { return (!(x > 0)) | (g > 0); }));

struct rule_of_something : archetypes::relu_rule {
  explicit rule_of_something(float);
};
static_assert(!whence::relu_rule<rule_of_something>);

struct rule_not_copied : archetypes::relu_rule {
  rule_not_copied() = default;
  rule_not_copied(rule_not_copied const&) = delete;
};
static_assert(!whence::relu_rule<rule_not_copied>);

static_assert(whence::cam_formula<archetypes::cam_formula, double>);
static_assert(!whence::cam_formula<archetypes::cam_formula, float>);

struct formula_without_a_call {};
static_assert(!whence::cam_formula<formula_without_a_call, double>);

struct formula_not_const {
  whence::map_batch<double> operator()(maps const&, maps const&);
};
static_assert(!whence::cam_formula<formula_not_const, double>);

struct formula_of_channels {
  maps operator()(maps const&, maps const&) const;
};
static_assert(!whence::cam_formula<formula_of_channels, double>);

struct formula_of_something {
  explicit formula_of_something(int);
  whence::map_batch<double> operator()(maps const&, maps const&) const;
};
static_assert(!whence::cam_formula<formula_of_something, double>);

}  // namespace
