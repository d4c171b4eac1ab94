// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>
#include <whence/relu_rules/plain_relu.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

namespace detail {

/// Rules that ask a gradient for its sign alone, so that a cotangent of twice the size gives twice the result.
template <class Rule>
concept asks_only_for_signs =
    std::same_as<Rule, plain_relu> || std::same_as<Rule, guided_relu> || std::same_as<Rule, deconvnet_relu>;

}  // namespace detail

/// Tries the laws of `backward` under a ReLU rule at one tap: the plain rule is `backward` itself, a cotangent of twice
/// the size gives twice the result (rules of this library), nothing depends on the batch, and `backward` without a rule
/// is afterwards what it was.
///
/// @param images (N, C, H, W), at least two that differ
/// @param where what to call the tap and the rule in the report
/// @cost N + 7 forward and backward passes
template <relu_rule Rule, differentiable_under<Rule> Model>
[[nodiscard]] law_report check_rule_laws(Model const& model, images_of<Model> auto const& images,
                                         tap_t<Model> const& tap, Rule rule,
                                         law_tolerances<value_t<Model>> const& tolerances = {},
                                         std::string const& where = {}) {
  using T = value_t<Model>;
  using logits = logit_matrix<T>;
  using maps = feature_tensor<T>;
  law_report report;
  auto const cotangent_of = [&](record_t<Model> const& record) {
    logits const shape = record.logits();
    return detail::random_values(tolerances.seed).like(shape);
  };

  // First, before a rule has had the chance to leave anything behind.
  detail::try_law(report, law::rule_leaves_the_model_alone, where, tolerances.repetition, [&]() -> detail::law_finding {
    record_t<Model> const before = model.record(images, tap);
    record_t<Model> const ruled = model.record(images, tap);
    record_t<Model> const after = model.record(images, tap);
    logits const u = cotangent_of(before);
    maps const wanted = model.backward(before, u);
    (void)model.backward(ruled, u, rule);
    return {detail::deviation(model.backward(after, u), wanted, "gradient without a rule")};
  });

  if constexpr (std::same_as<Rule, plain_relu>) {
    detail::try_law(report, law::plain_rule_is_backward, where, tolerances.plain_rule, [&]() -> detail::law_finding {
      record_t<Model> const record = model.record(images, tap);
      logits const u = cotangent_of(record);
      record_t<Model> const same = model.record(images, tap);
      return {detail::deviation<T, 4>(model.backward(record, u, rule), model.backward(same, u), "gradient")};
    });
  }

  if constexpr (detail::asks_only_for_signs<Rule>) {
    detail::try_law(report, law::rule_scales_with_the_cotangent, where, tolerances.linearity,
                    [&]() -> detail::law_finding {
                      record_t<Model> const record = model.record(images, tap);
                      logits const u = cotangent_of(record);
                      logits const twice = T(2) * u;
                      maps const single = model.backward(record, u, rule);
                      maps const wanted = T(2) * single;
                      record_t<Model> const same = model.record(images, tap);
                      return {detail::deviation(model.backward(same, twice, rule), wanted, "result of twice the size")};
                    });
  }

  if (images.shape(0) < 2) {
    detail::leave_untried(report, law::rule_ignores_the_batch, where, "needs two images");
    return report;
  }
  detail::try_law(report, law::rule_ignores_the_batch, where, tolerances.batching, [&]() -> detail::law_finding {
    record_t<Model> const record = model.record(images, tap);
    logits const u = cotangent_of(record);
    maps const together = model.backward(record, u, rule);
    double worst = 0;
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      record_t<Model> const alone = model.record(detail::part_of(images, n), tap);
      maps const got = model.backward(alone, detail::part_of(u, n), rule);
      worst = std::max(worst, detail::deviation(got, detail::part_of(together, n), "result of an image alone"));
    }
    return {worst};
  });
  return report;
}

}  // namespace whence
