// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/relu_rules/swap_relu.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Any method, asked of the model with its ReLUs swapped: `with_relu<guided_relu, input_gradient>`.
///
/// @cost that of the method
template <relu_rule Rule, class Method>
struct with_relu {
  [[no_unique_address]] Method method{};  ///< the method, with its options

  /// @param images, score as the method takes them
  /// @return what the method returns
  template <class Model, class Score = top_logit>
  requires differentiable_under<Model, Rule> && attribution_method<Method, under_rule<Model, Rule>, Score>
  [[nodiscard]] auto operator()(Model const& model, images_of<Model> auto const& images,
                                Score const& score = {}) const {
    return method(whence::swap_relu<Rule>(model), images, score);
  }
};

}  // namespace whence
