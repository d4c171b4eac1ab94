// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <chrono>
#include <concepts>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <whence/concepts/cam_formula.hpp>
#include <whence/concepts/feature_formula.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/core/tensor.hpp>
#include <whence/methods/cam/differentiate.hpp>
#include <whence/scores/class_choice.hpp>
#include <whence/scores/class_logit.hpp>

#include "compare/counting_model.hpp"

namespace compare {

/// What something cost, as counted and as the clock says.
struct cost {
  passes made;
  double seconds = 0;

  friend cost operator+(cost const& a, cost const& b) { return {a.made + b.made, a.seconds + b.seconds}; }
};

/// Calls the function and adds to `spent` what that costs.
template <class Model, class Function>
auto measured(counting_model<Model> const& model, cost& spent, Function const& function) {
  passes const before = model.counted();
  auto const begin = std::chrono::steady_clock::now();
  auto result = function();
  std::chrono::duration<double> const gone = std::chrono::steady_clock::now() - begin;
  spent = spent + cost{model.counted() - before, gone.count()};
  return result;
}

/// What methods of one photo share: a record of the forward pass, and the gradient at its tap, which is made when the
/// first method asks for it.
template <class Model>
class shared_passes {
  using counted = counting_model<Model>;
  using record_type = whence::record_t<counted>;

 public:
  /// @param model, images outlive this; one image
  /// @param wanted of its classes
  /// @throws whence::error where the network cannot take the image, or has no such class
  shared_passes(counted const& model, whence::image_batch<float> const& images, whence::tap_t<counted> const& tap,
                whence::class_choice const& wanted)
      : model_(&model),
        images_(&images),
        record_(measured(model, of_record_, [&] { return model.record(images, tap); })),
        index_(wanted.of(whence::logit_row(logits(), 0), 0)) {}

  [[nodiscard]] counted const& model() const { return *model_; }
  [[nodiscard]] whence::image_batch<float> const& images() const { return *images_; }
  [[nodiscard]] whence::logit_matrix<float> const& logits() const { return record_.logits(); }
  [[nodiscard]] std::size_t index() const { return index_; }  ///< the class that all are asked about

  /// @param used is told what the record cost
  record_type const& record(cost& used) const {
    used = used + of_record_;
    return record_;
  }

  /// @param used is told what record and gradient cost
  auto const& gradient(cost& used) {
    if (!gradient_) {
      gradient_ = measured(*model_, of_gradient_,
                           [&] { return whence::differentiate(*model_, record_, whence::class_logit{index_}); });
    }
    used = used + of_record_ + of_gradient_;
    return *gradient_;
  }

  /// What all of it cost.
  [[nodiscard]] cost spent() const { return of_record_ + of_gradient_; }

 private:
  counted const* model_;
  whence::image_batch<float> const* images_;
  cost of_record_, of_gradient_;  // before what they are of
  record_type record_;
  std::size_t index_;
  std::optional<whence::tap_gradient<float, whence::logit_question>> gradient_;
};

namespace detail {

/// A class activation map whose formula reads feature maps and nothing else.
template <class Method>
concept reads_maps_alone = requires(Method const& method) {
  requires whence::feature_formula < std::remove_cvref_t<decltype(method.formula)>,
  float > ;
  requires !whence::cam_formula<std::remove_cvref_t<decltype(method.formula)>, float>;
};

}  // namespace detail

/// A method's answer, from as much of what is shared as it can take.
///
/// @param own, shared are told what it cost: passes of its own, and those that others use too
template <class Method, class Model, class Score>
auto answer_of(Method const& method, shared_passes<Model>& at, Score const& score, cost& own, cost& shared) {
  auto const& model = at.model();
  using counted = counting_model<Model>;
  using record_type = whence::record_t<counted>;
  using gradient_type = whence::tap_gradient<float, whence::logit_question>;
  auto const answer = [&](auto const& function) { return measured(model, own, function); };
  constexpr bool asks_as_others = std::same_as<Score, whence::class_logit>;
  if constexpr (asks_as_others && detail::reads_maps_alone<Method>) {
    auto const& record = at.record(shared);
    return answer([&] { return method(model, record, score); });
  } else if constexpr (asks_as_others && requires(gradient_type const& gradient) { method(gradient); }) {
    auto const& gradient = at.gradient(shared);
    return answer([&] { return method(gradient); });
  } else if constexpr (requires(record_type const& record) { method(model, at.images(), record, score); }) {
    auto const& record = at.record(shared);
    return answer([&] { return method(model, at.images(), record, score); });
  } else if constexpr (requires(record_type const& record) { method(model, record, score); }) {
    auto const& record = at.record(shared);
    return answer([&] { return method(model, record, score); });
  } else {
    return answer([&] { return method(model, at.images(), score); });
  }
}

}  // namespace compare
