// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <span>

namespace whence {

/// The scalar y asked about one image: a function of its logits, fixed once asked.
///
///     question.value(logits (classes))                 -> y
///     question.cotangent(logits (classes), out (classes))  writes dy/dlogits, every entry of it
///     question.class_index()                           -> std::size_t  (optional: the class it is about)
template <class Question, class T>
concept question = requires(Question const& question, std::span<T const> logits, std::span<T> cotangent) {
  { question.value(logits) } -> std::same_as<T>;
  { question.cotangent(logits, cotangent) } -> std::same_as<void>;
};

/// A question about one class.
template <class Question>
concept names_class = requires(Question const& question) {
  { question.class_index() } -> std::same_as<std::size_t>;
};

}  // namespace whence
