// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <type_traits>
#include <whence/concepts/associated_types.hpp>
#include <whence/core/tensor.hpp>

namespace whence::detail {

/// What is the matter with a member function that a concept asks for. From `other_value_type` on it is the result.
enum class member_verdict { fits, missing, not_const, other_value_type, dynamic_rank, other_result };

/// Stands in for a type the backend has not named yet: it passes for any argument, and any result passes for it.
struct anything {
  template <class T>
  operator T() const;
};

// The calls the concepts make, as types that can be asked whether they would compile. None is ever run.
struct call_forward {
  template <class Model, class... Arguments>
  auto operator()(Model& model, Arguments const&... arguments) const -> decltype(model.forward(arguments...));
};
struct call_record {
  template <class Model, class... Arguments>
  auto operator()(Model& model, Arguments const&... arguments) const -> decltype(model.record(arguments...));
};
struct call_resume {
  template <class Model, class... Arguments>
  auto operator()(Model& model, Arguments const&... arguments) const -> decltype(model.resume(arguments...));
};
struct call_ablate {
  template <class Model, class... Arguments>
  auto operator()(Model& model, Arguments const&... arguments) const -> decltype(model.ablate(arguments...));
};
struct call_backward {
  template <class Model, class... Arguments>
  auto operator()(Model& model, Arguments const&... arguments) const -> decltype(model.backward(arguments...));
};
struct call_image_tap {
  template <class Model>
  auto operator()(Model& model) const -> decltype(model.image_tap());
};
struct call_logits {
  template <class Record>
  auto operator()(Record& record) const -> decltype(record.logits());
};
struct call_feature_maps {
  template <class Record>
  auto operator()(Record& record) const -> decltype(record.feature_maps());
};

template <class Result>
concept of_dynamic_rank = requires(typename Result::shape_type shape) {
  shape.resize(1);
};

template <class Result, class Wanted>
concept of_other_numbers = !std::same_as<typename Result::value_type, typename Wanted::value_type>;

template <class Wanted, class Result>
consteval member_verdict verdict_on_result() {
  using result = std::remove_cvref_t<Result>;
  if constexpr (std::same_as<Wanted, anything> || std::same_as<Wanted, Result>) {
    return member_verdict::fits;
  } else if constexpr (of_dynamic_rank<result>) {
    return member_verdict::dynamic_rank;
  } else if constexpr (of_other_numbers<result, Wanted>) {
    return member_verdict::other_value_type;
  } else {
    return member_verdict::other_result;
  }
}

/// Whether `Call` of a const `Object` compiles and gives exactly `Wanted`.
template <class Call, class Wanted, class Object, class... Arguments>
consteval member_verdict verdict_on_call() {
  if constexpr (std::is_invocable_v<Call, Object const&, Arguments const&...>) {
    return verdict_on_result<Wanted, std::invoke_result_t<Call, Object const&, Arguments const&...>>();
  } else if constexpr (std::is_invocable_v<Call, Object&, Arguments const&...>) {
    return member_verdict::not_const;
  } else {
    return member_verdict::missing;
  }
}

/// Whether `Call` of a const `Object` compiles and can be read as a `Wanted`.
template <class Call, class Wanted, class Object>
consteval member_verdict verdict_on_getter() {
  if constexpr (std::is_invocable_v<Call, Object const&>) {
    using result = std::invoke_result_t<Call, Object const&>;
    return std::convertible_to<result, Wanted const&> ? member_verdict::fits : member_verdict::other_result;
  } else {
    return std::is_invocable_v<Call, Object&> ? member_verdict::not_const : member_verdict::missing;
  }
}

/// Passes for an argument of one type only. A tensor would not do to ask what a function takes: it converts to tensors
/// of other numbers and even of other rank without a word.
template <class Images>
struct exactly {
  template <std::same_as<Images> Argument>
  operator Argument const&() const;
};

/// Whether `Call` is written for images of another type: other numbers, or one image instead of a batch.
template <class Call, class T, class Model, class... Arguments>
consteval bool takes_other_images() {
  using other = std::conditional_t<std::same_as<T, double>, float, double>;
  constexpr auto takes = []<class Images>(std::type_identity<Images>) {
    return std::is_invocable_v<Call, Model const&, exactly<Images>, Arguments const&...>;
  };
  return !takes(std::type_identity<image_batch<T>>{}) &&
         (takes(std::type_identity<image_batch<other>>{}) || takes(std::type_identity<tensor<T, 3>>{}));
}

template <class Model>
concept names_value = requires {
  typename value_t<Model>;
};
template <class Model>
concept names_tap = requires {
  typename tap_t<Model>;
};
template <class Model>
concept names_record = requires {
  typename record_t<Model>;
};

// The backend's types, or a guess where it names none, so that one missing name does not hide what else is missing.
template <class Model>
struct assumed_types {
  static consteval auto value() {
    if constexpr (names_value<Model>) {
      if constexpr (std::floating_point<value_t<Model>>)
        return std::type_identity<value_t<Model>>{};
      else
        return std::type_identity<float>{};
    } else if constexpr (verdict_on_call<call_forward, logit_matrix<double>, Model, image_batch<double>>() ==
                         member_verdict::fits) {
      return std::type_identity<double>{};
    } else {
      return std::type_identity<float>{};
    }
  }
  static consteval auto tap() {
    if constexpr (names_tap<Model>)
      return std::type_identity<tap_t<Model>>{};
    else
      return std::type_identity<anything>{};
  }
  static consteval auto record() {
    if constexpr (names_record<Model>)
      return std::type_identity<record_t<Model>>{};
    else
      return std::type_identity<anything>{};
  }
};
template <class Model>
using assumed_value_t = typename decltype(assumed_types<Model>::value())::type;
template <class Model>
using assumed_tap_t = typename decltype(assumed_types<Model>::tap())::type;
template <class Model>
using assumed_record_t = typename decltype(assumed_types<Model>::record())::type;

}  // namespace whence::detail
