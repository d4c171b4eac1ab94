// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/relu_rule.hpp>

namespace whence {

/// A backend whose ReLUs pass gradients back by a rule of the caller's. Unlocks guided backprop, deconvnet.
///
///     model.backward(record, cotangent (N, classes), rule) -> "gradient" at the tap (N, K, h, w)
///
/// Every ReLU between the tap and the logits follows the rule, those of the classifier included.
///
/// Law: under `plain_relu` it is `backward(record, cotangent)`.
template <class Model, class Rule>
concept differentiable_under = relu_rule<Rule> && model_backend<Model> &&
    requires(Model const& model, record_t<Model> const& record, logit_matrix<value_t<Model>> const& cotangent,
             Rule rule) {
  { model.backward(record, cotangent, rule) } -> std::same_as<feature_tensor<value_t<Model>>>;
};

}  // namespace whence
