// SPDX-License-Identifier: BSD-3-Clause
// What the command line asks of a network, as one type: every method is compiled for one score, not for three.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <variant>
#include <whence/concepts/question.hpp>
#include <whence/concepts/score_function.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/probability.hpp>

namespace explain {

/// A class's logit, its margin over another's, or its probability.
struct asked_question {
  std::variant<whence::logit_question, whence::margin_question, whence::probability_question> kind;

  template <class T>
  [[nodiscard]] T value(std::span<T const> logits) const {
    return std::visit([&](auto const& question) { return question.value(logits); }, kind);
  }
  template <class T>
  void cotangent(std::span<T const> logits, std::span<T> out) const {
    std::visit([&](auto const& question) { question.cotangent(logits, out); }, kind);
  }
  [[nodiscard]] std::size_t class_index() const {
    return std::visit([](auto const& question) { return question.class_index(); }, kind);
  }
};

/// Asks for one of them.
struct asked_score {
  std::variant<whence::class_logit, whence::logit_margin, whence::probability> kind;

  void expect_images(std::size_t images) const {
    std::visit([&](auto const& score) { score.expect_images(images); }, kind);
  }
  template <class T>
  [[nodiscard]] asked_question ask(std::span<T const> logits, std::size_t image) const {
    return std::visit([&](auto const& score) { return asked_question{score.ask(logits, image)}; }, kind);
  }

  /// What it asks for, in a word.
  [[nodiscard]] std::string word() const {
    constexpr char const* words[] = {"logit", "margin", "probability"};
    return words[kind.index()];
  }
};

static_assert(whence::score_function<asked_score, float> && whence::names_class<asked_question>);

}  // namespace explain
