// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/relu_rule.hpp>

namespace {

using archetypes::maps;

static_assert(whence::relu_rule<archetypes::relu_rule>);

struct rule_without_a_call {};
static_assert(!whence::relu_rule<rule_without_a_call>);

struct rule_not_const {
  bool operator()(float, float);
};
static_assert(!whence::relu_rule<rule_not_const>);

struct rule_of_one_value {
  bool operator()(float) const;
};
static_assert(!whence::relu_rule<rule_of_one_value>);

struct rule_without_an_answer {
  void operator()(float, float) const;
};
static_assert(!whence::relu_rule<rule_without_an_answer>);

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
