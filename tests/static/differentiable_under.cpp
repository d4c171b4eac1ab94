// SPDX-License-Identifier: BSD-3-Clause
#include <static/archetypes.hpp>
#include <whence/concepts/check_backend.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/swap_relu.hpp>

namespace {

using archetypes::logits;
using archetypes::maps;
using rule = archetypes::relu_rule;

static_assert(whence::differentiable_under<archetypes::differentiable_under, rule>);
static_assert(whence::check_backend<archetypes::differentiable_under, rule>());
static_assert(!whence::differentiable_under<archetypes::differentiable_under, whence::guided_relu>);
static_assert(!whence::differentiable_under<archetypes::differentiable_under, int>);

struct without_a_rule : archetypes::differentiable_under {
  maps backward(record_type const&, logits const&, rule) const;
};
static_assert(!whence::differentiable_under<without_a_rule, rule>);

struct only_without_a_rule : archetypes::differentiable_under {
  maps backward(record_type const&, logits const&) const;
};
static_assert(whence::model_backend<only_without_a_rule> && !whence::differentiable_under<only_without_a_rule, rule>);

struct not_const : archetypes::differentiable_under {
  using model_backend::backward;
  maps backward(record_type const&, logits const&, rule);
};
static_assert(!whence::differentiable_under<not_const, rule>);

// A view of a backend under a rule is a backend, with the capabilities of the model and no more.
using view = whence::under_rule<archetypes::differentiable_under, rule>;
static_assert(whence::model_backend<view> && !whence::input_differentiable<view> && !whence::resumable<view>);

}  // namespace
