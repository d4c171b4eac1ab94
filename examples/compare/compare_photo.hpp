// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <new>
#include <string>
#include <string_view>
#include <vector>
#include <whence/core/error.hpp>
#include <whence/core/logit_row.hpp>
#include <whence/scores/class_choice.hpp>
#include <whence/scores/probability.hpp>

#include "compare/counting_model.hpp"
#include "compare/method_list.hpp"
#include "compare/result.hpp"
#include "compare/shared_passes.hpp"
#include "compare/tiles.hpp"
#include "explain/input.hpp"
#include "explain/no_memory.hpp"
#include "progress_bar.hpp"

namespace compare {

/// Whether a method was asked for.
inline bool is_wanted(std::vector<std::string> const& only, std::string_view name) {
  return only.empty() || std::ranges::find(only, name) != only.end();
}

/// Asks one method of one photo.
template <class Method, class Score, class Model>
method_result ask(method_entry<Method, Score> const& entry, explain::input const& seen, shared_passes<Model>& shared) {
  method_result result;
  result.words = entry.words;
  result.index = shared.index();
  result.is_probability = std::same_as<Score, whence::probability>;
  progress_bar bar(std::string(entry.words.name));
  Method method = entry.method;
  if constexpr (requires { method.observer; }) method.observer = bar.observer();
  try {
    auto const answer = answer_of(method, shared, Score{shared.index()}, result.own, result.shared);
    result.score = double{answer.scores(0)};
    result.status = answer.status[0];
    result.picture = tile_of(*seen.photo, answer, seen.placement, entry.words);
  } catch (std::bad_alloc const&) {
    result.error = explain::no_memory;
  } catch (whence::error const& problem) {
    result.error = problem.what();
  }
  return result;
}

/// Explains a photo by every method that was asked for. All are asked about one class, which is chosen once.
///
/// @param done is called with every method's result
template <class Model, class List, class Done>
photo_result compare_photo(Model const& model, List const& list, std::vector<std::string> const& only,
                           explain::input const& seen, whence::tap_t<Model> const& tap,
                           whence::class_choice const& wanted, Done const& done) {
  photo_result photo;
  photo.file = seen.file;
  photo.seen = seen.words;
  photo.picture = tile_of(*seen.photo);
  counting_model const counted(model);
  shared_passes<Model> shared(counted, seen.images, tap, wanted);
  auto const row = whence::logit_row(shared.logits(), 0);
  photo.index = shared.index();
  photo.logit = double{row[photo.index]};
  if (std::ranges::all_of(row, [](float logit) { return std::isfinite(logit); })) {
    photo.probability = double{whence::probability_question{photo.index}.value(row)};
  }
  for_each_entry(list, [&](auto const& entry) {
    if (!is_wanted(only, entry.words.name)) return;
    photo.methods.push_back(ask(entry, seen, shared));
    photo.spent = photo.spent + photo.methods.back().own;
    done(photo.methods.back());
  });
  photo.spent = photo.spent + shared.spent();
  return photo;
}

}  // namespace compare
