// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <span>
#include <vector>
#include <whence/concepts/ablatable.hpp>
#include <whence/concepts/detail/check_ablate.hpp>
#include <whence/concepts/detail/member_verdict.hpp>
#include <whence/concepts/differentiable_under.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/multi_tappable.hpp>
#include <whence/concepts/rung.hpp>

namespace whence {

namespace detail {

template <class Model>
consteval bool check_classifier() {
  constexpr bool named = names_value<Model>;
  static_assert(named, "the backend does not name its numbers. Write: using value_type = float; (or double)");
  if constexpr (named) {
    constexpr bool floating = std::floating_point<value_t<Model>>;
    static_assert(floating, "value_type is no floating-point type. Write: using value_type = float; (or double)");
  }

  using T = assumed_value_t<Model>;
  constexpr auto forward = verdict_on_call<call_forward, logit_matrix<T>, Model, image_batch<T>>();
  static_assert(forward != member_verdict::missing,
                "no public `forward` takes a batch of images. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  static_assert(forward != member_verdict::not_const,
                "`forward` is not const. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  static_assert(forward != member_verdict::other_value_type,
                "`forward` returns other numbers than value_type, float for double or the reverse. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  static_assert(forward != member_verdict::dynamic_rank,
                "`forward` returns a tensor of dynamic rank, such as xt::xarray. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  static_assert(forward != member_verdict::other_result,
                "`forward` returns another type, perhaps a reference or an unevaluated expression. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  constexpr bool batches = !takes_other_images<call_forward, T, Model>();
  static_assert(batches,
                "`forward` takes images of other numbers than value_type, or without the batch axis. Write: "
                "whence::logit_matrix<value_type> forward(whence::image_batch<value_type> const& images) const;");
  return named && batches && forward == member_verdict::fits;
}

template <class Record, class T>
consteval bool check_record_type() {
  constexpr auto logits = verdict_on_getter<call_logits, logit_matrix<T>, Record>();
  static_assert(logits != member_verdict::missing,
                "no public `logits` in record_type. Write there: "
                "whence::logit_matrix<value_type> const& logits() const;");
  static_assert(logits != member_verdict::not_const,
                "`logits` of record_type is not const. Write there: "
                "whence::logit_matrix<value_type> const& logits() const;");
  static_assert(logits != member_verdict::other_result,
                "`logits` of record_type returns another type. Write there: "
                "whence::logit_matrix<value_type> const& logits() const;");

  constexpr auto maps = verdict_on_getter<call_feature_maps, feature_tensor<T>, Record>();
  static_assert(maps != member_verdict::missing,
                "no public `feature_maps` in record_type. Write there: "
                "whence::feature_tensor<value_type> const& feature_maps() const;");
  static_assert(maps != member_verdict::not_const,
                "`feature_maps` of record_type is not const. Write there: "
                "whence::feature_tensor<value_type> const& feature_maps() const;");
  static_assert(maps != member_verdict::other_result,
                "`feature_maps` of record_type returns another type. Write there: "
                "whence::feature_tensor<value_type> const& feature_maps() const;");
  return logits == member_verdict::fits && maps == member_verdict::fits;
}

template <class Model>
consteval bool check_tappable() {
  constexpr bool below = check_classifier<Model>();
  constexpr bool tap_named = names_tap<Model>;
  static_assert(tap_named,
                "the backend does not name the type that points at one of its layers. Write: using tap_type = ...;");
  constexpr bool record_named = names_record<Model>;
  static_assert(record_named,
                "the backend does not name the type of what a forward pass keeps. Write: using record_type = ...; "
                "with members logits() const and feature_maps() const");
  bool fits = below;
  if constexpr (record_named) fits = check_record_type<record_t<Model>, assumed_value_t<Model>>() && below;

  using images = image_batch<assumed_value_t<Model>>;
  constexpr auto record = verdict_on_call<call_record, assumed_record_t<Model>, Model, images, assumed_tap_t<Model>>();
  static_assert(record != member_verdict::missing,
                "no public `record` takes a batch of images and a tap. Write: "
                "record_type record(whence::image_batch<value_type> const& images, tap_type const& tap) const;");
  static_assert(record != member_verdict::not_const,
                "`record` is not const. Write: "
                "record_type record(whence::image_batch<value_type> const& images, tap_type const& tap) const;");
  static_assert(record < member_verdict::other_value_type,
                "`record` returns another type than record_type, or a reference. Write: "
                "record_type record(whence::image_batch<value_type> const& images, tap_type const& tap) const;");
  constexpr bool batches = !takes_other_images<call_record, assumed_value_t<Model>, Model, assumed_tap_t<Model>>();
  static_assert(batches,
                "`record` takes images of other numbers than value_type, or without the batch axis. Write: "
                "record_type record(whence::image_batch<value_type> const& images, tap_type const& tap) const;");
  return fits && tap_named && record_named && batches && record == member_verdict::fits;
}

template <class Model>
consteval bool check_multi_tappable() {
  constexpr bool below = check_tappable<Model>();
  using images = image_batch<assumed_value_t<Model>>;
  using taps = std::span<assumed_tap_t<Model> const>;
  constexpr auto record = verdict_on_call<call_record, std::vector<assumed_record_t<Model>>, Model, images, taps>();
  static_assert(record != member_verdict::missing,
                "no public `record` takes a batch of images and several taps. Write: std::vector<record_type> "
                "record(whence::image_batch<value_type> const& images, std::span<tap_type const> taps) const;");
  static_assert(record != member_verdict::not_const,
                "`record` of several taps is not const. Write: std::vector<record_type> "
                "record(whence::image_batch<value_type> const& images, std::span<tap_type const> taps) const;");
  static_assert(record < member_verdict::other_value_type,
                "`record` of several taps returns another type than a vector of records. Write: "
                "std::vector<record_type> "
                "record(whence::image_batch<value_type> const& images, std::span<tap_type const> taps) const;");
  return below && record == member_verdict::fits;
}

template <class Model>
consteval bool check_resumable() {
  constexpr bool below = check_tappable<Model>();
  using T = assumed_value_t<Model>;
  constexpr auto resume =
      verdict_on_call<call_resume, logit_matrix<T>, Model, assumed_record_t<Model>, std::size_t, feature_tensor<T>>();
  static_assert(resume != member_verdict::missing,
                "no public `resume` takes a record, the index of an image and maps. Write: "
                "whence::logit_matrix<value_type> resume(record_type const& record, std::size_t image, "
                "whence::feature_tensor<value_type> const& feature_maps) const;");
  static_assert(resume != member_verdict::not_const,
                "`resume` is not const. Write: "
                "whence::logit_matrix<value_type> resume(record_type const& record, std::size_t image, "
                "whence::feature_tensor<value_type> const& feature_maps) const;");
  static_assert(resume < member_verdict::other_value_type,
                "`resume` returns another type: other numbers, a tensor of dynamic rank, a reference or an expression. "
                "Write: whence::logit_matrix<value_type> resume(record_type const& record, std::size_t image, "
                "whence::feature_tensor<value_type> const& feature_maps) const;");
  return below && resume == member_verdict::fits;
}

template <class Model>
consteval bool check_model_backend() {
  constexpr bool below = check_tappable<Model>();
  using T = assumed_value_t<Model>;
  constexpr auto backward =
      verdict_on_call<call_backward, feature_tensor<T>, Model, assumed_record_t<Model>, logit_matrix<T>>();
  static_assert(backward != member_verdict::missing,
                "no public `backward` takes a record and a cotangent. Write: whence::feature_tensor<value_type> "
                "backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const;");
  static_assert(backward != member_verdict::not_const,
                "`backward` is not const. Write: whence::feature_tensor<value_type> "
                "backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const;");
  static_assert(backward != member_verdict::other_value_type,
                "`backward` returns other numbers than value_type, float for double or the reverse. Write: "
                "whence::feature_tensor<value_type> "
                "backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const;");
  static_assert(backward != member_verdict::dynamic_rank,
                "`backward` returns a tensor of dynamic rank, such as xt::xarray. Write: "
                "whence::feature_tensor<value_type> "
                "backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const;");
  static_assert(backward != member_verdict::other_result,
                "`backward` returns another type, perhaps a reference or an unevaluated expression. Write: "
                "whence::feature_tensor<value_type> "
                "backward(record_type const& record, whence::logit_matrix<value_type> const& cotangent) const;");
  return below && backward == member_verdict::fits;
}

template <class Model>
consteval bool check_input_differentiable() {
  constexpr bool below = check_model_backend<Model>();
  constexpr auto image_tap = verdict_on_call<call_image_tap, assumed_tap_t<Model>, Model>();
  static_assert(image_tap != member_verdict::missing,
                "no public `image_tap` gives the tap at the image. Write: tap_type image_tap() const;");
  static_assert(image_tap != member_verdict::not_const, "`image_tap` is not const. Write: tap_type image_tap() const;");
  static_assert(image_tap < member_verdict::other_value_type,
                "`image_tap` returns another type than tap_type. Write: tap_type image_tap() const;");
  return below && image_tap == member_verdict::fits;
}

}  // namespace detail

/// Tells the author of a backend what it lacks: one message for every missing or misshapen member, with the signature
/// to write. For static_assert, where a plain concept would print every substitution it tried:
///
///     static_assert(whence::check_backend<my_model>());                          // model_backend
///     static_assert(whence::check_backend<my_model, whence::rung::classifier>());
///
/// @return true: what does not fit has not compiled
template <class Model, rung Rung = rung::model_backend>
[[nodiscard]] consteval bool check_backend() {
  if constexpr (Rung == rung::classifier) {
    if constexpr (detail::check_classifier<Model>()) static_assert(classifier<Model>);
  } else if constexpr (Rung == rung::tappable) {
    if constexpr (detail::check_tappable<Model>()) static_assert(tappable<Model>);
  } else if constexpr (Rung == rung::multi_tappable) {
    if constexpr (detail::check_multi_tappable<Model>()) static_assert(multi_tappable<Model>);
  } else if constexpr (Rung == rung::resumable) {
    if constexpr (detail::check_resumable<Model>()) static_assert(resumable<Model>);
  } else if constexpr (Rung == rung::ablatable) {
    if constexpr (detail::check_resumable<Model>() && detail::check_ablate<Model>()) static_assert(ablatable<Model>);
  } else if constexpr (Rung == rung::model_backend) {
    if constexpr (detail::check_model_backend<Model>()) static_assert(model_backend<Model>);
  } else {
    if constexpr (detail::check_input_differentiable<Model>()) static_assert(input_differentiable<Model>);
  }
  return true;
}

/// The same of a backend that is to follow a ReLU rule: `check_backend<my_model, whence::guided_relu>()`.
template <class Model, class Rule>
[[nodiscard]] consteval bool check_backend() {
  constexpr bool below = detail::check_model_backend<Model>();
  constexpr bool is_rule = relu_rule<Rule>;
  static_assert(is_rule,
                "the rule is none. Write a regular, stateless type with: "
                "template <class T> constexpr auto operator()(T const& input, T const& gradient) const; "
                "of numbers and of whole tensors, with & for and, | for or");
  using T = detail::assumed_value_t<Model>;
  using record = detail::assumed_record_t<Model>;
  using detail::member_verdict;
  constexpr auto backward =
      detail::verdict_on_call<detail::call_backward, feature_tensor<T>, Model, record, logit_matrix<T>, Rule>();
  static_assert(backward != member_verdict::missing,
                "no public `backward` takes this rule. Write: "
                "template <whence::relu_rule Rule> whence::feature_tensor<value_type> backward(record_type const& "
                "record, whence::logit_matrix<value_type> const& cotangent, Rule rule) const;");
  static_assert(backward != member_verdict::not_const,
                "`backward` under a rule is not const. Write: "
                "template <whence::relu_rule Rule> whence::feature_tensor<value_type> backward(record_type const& "
                "record, whence::logit_matrix<value_type> const& cotangent, Rule rule) const;");
  static_assert(backward < member_verdict::other_value_type,
                "`backward` under a rule returns another type than `backward` without one. Write: "
                "template <whence::relu_rule Rule> whence::feature_tensor<value_type> backward(record_type const& "
                "record, whence::logit_matrix<value_type> const& cotangent, Rule rule) const;");
  if constexpr (below && is_rule && backward == member_verdict::fits) static_assert(differentiable_under<Model, Rule>);
  return true;
}

}  // namespace whence
