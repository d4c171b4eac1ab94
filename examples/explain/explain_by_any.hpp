// SPDX-License-Identifier: BSD-3-Clause
// The definition of `explain_by`, for the file that compiles it for a kind of models.
#pragma once
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/core/class_maps.hpp>
#include <whence/core/pixel_attributions.hpp>
#include <whence/core/progress.hpp>
#include <whence/core/tensor.hpp>

#include "explain/asked_score.hpp"
#include "explain/explain_by.hpp"
#include "explain/explanation.hpp"
#include "explain/method_menu.hpp"
#include "explain/method_options.hpp"
#include "explain/options.hpp"

namespace explain {

namespace detail {

/// A method with the command line's options, those that it has.
template <class Method>
Method with_options(Method method, options const& chosen, whence::progress const& observer) {
  auto const set = [](auto* option, auto const& value) {
    if (option && value) *option = *value;
  };
  set(samples_of(method), chosen.samples);
  set(seed_of(method), chosen.seed);
  set(batch_of(method), chosen.batch);
  if (bool* const keeps = signs_of(method); keeps && chosen.keep_signed) *keeps = true;
  set_observer(method, observer);
  return method;
}

template <class Answer>
explanation explanation_of(whence::logit_matrix<float> logits, Answer answer) {
  explanation result{std::move(logits), {}, {}};
  if constexpr (requires { answer.completeness_gap; }) {
    result.gaps.assign(answer.completeness_gap.begin(), answer.completeness_gap.end());
  }
  if constexpr (requires { answer.geometry; }) {
    result.answer = whence::class_maps<float>(std::move(answer));
  } else {
    result.answer = whence::pixel_attributions<float>(std::move(answer));
  }
  return result;
}

/// Asks a method, with a single forward pass for it and the logits where it takes a record.
template <class Method, class Model>
explanation explained(Method const& method, Model const& model, typename Model::tap_type const& tap,
                      whence::image_batch<float> const& images, asked_score const& score) {
  using record_type = whence::record_t<Model>;
  if constexpr (requires(record_type const& record) { method(model, record, score); }) {
    auto const record = model.record(images, tap);
    return explanation_of(record.logits(), method(model, record, score));
  } else if constexpr (requires(record_type const& record) { method(model, images, record, score); }) {
    auto const record = model.record(images, tap);
    return explanation_of(record.logits(), method(model, images, record, score));
  } else {
    return explanation_of(model.forward(images), method(model, images, score));
  }
}

}  // namespace detail

template <whence::input_differentiable Model>
explanation explain_by(options const& chosen, Model const& model, typename Model::tap_type const& tap,
                       whence::image_batch<float> const& images, whence::image_batch<float> const& references,
                       asked_score const& score, whence::progress const& observer) {
  method_choices<typename Model::tap_type> const with{tap, {images.shape(2), images.shape(3)}, references};
  std::optional<explanation> result;
  auto const ask = [&](auto const& entry) {
    if (entry.name != chosen.method) return;
    auto const method = detail::with_options(entry.make(with), chosen, observer);
    result = detail::explained(method, model, tap, images, score);
  };
  std::apply([&](auto const&... entries) { (ask(entries), ...); }, method_table);
  return *std::move(result);
}

}  // namespace explain
