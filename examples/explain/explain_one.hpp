// SPDX-License-Identifier: BSD-3-Clause
// From what the network sees to the files and the report.
#pragma once
#include <string>
#include <utility>
#include <variant>
#include <whence/concepts/named_tap.hpp>
#include <whence/core/progress.hpp>
#include <whence/io/write_npy.hpp>
#include <whence/io/write_png.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>
#include <whence/scores/probability.hpp>

#include "explain/asked_score.hpp"
#include "explain/drawing.hpp"
#include "explain/explain_by.hpp"
#include "explain/input.hpp"
#include "explain/method_menu.hpp"
#include "explain/outputs.hpp"
#include "explain/report.hpp"
#include "explain/steps/write_steps.hpp"
#include "explain/task.hpp"
#include "progress_bar.hpp"

namespace explain {

namespace detail {

/// The score that the command line asks for: by a logit or its margin, or by what its method wants instead of a logit.
template <class Model>
asked_score score_of(task<Model> const& asked) {
  if (asked.against) return {whence::logit_margin{asked.wanted, *asked.against}};
  if (method_named(asked.chosen.method).traits & trait::asks_probability) return {whence::probability{asked.wanted}};
  return {whence::class_logit{asked.wanted}};
}

/// The method's answer. While a method of many passes is at work, it says on a terminal how far it is.
template <class Model>
explanation explain_with_bar(task<Model> const& asked, typename Model::tap_type const& tap,
                             whence::image_batch<float> const& images, asked_score const& score, std::string title) {
  progress_bar bar(std::move(title));
  whence::progress observer;
  if (!asked.chosen.json) observer = bar.observer();
  return explain_by(asked.chosen, asked.model, tap, images, asked.references, score, observer);
}

inline whence::picture draw(options const& chosen, explanation const& explained, input const& seen) {
  bool const both_signs = chosen.keep_signed || method_named(chosen.method).traits & trait::signed_always;
  auto const scale = both_signs ? whence::map_scale::symmetric : whence::map_scale::min_max;
  auto const with = [&](auto const& colors) {
    if (!seen.photo) return draw_tensor(explained, seen.images, scale, colors);
    return draw_photo(explained, *seen.photo, seen.placement, chosen.style.value_or("panel"), scale, colors);
  };
  return both_signs ? with(whence::diverging{}) : with(whence::coolwarm{});
}

}  // namespace detail

/// Explains one photo, or one batch of tensors, and writes the files that the command line asks for.
///
/// @param title of what is being done, for a terminal
/// @throws whence::error where the network cannot take the images, or a file cannot be written
template <class Model>
report explain_one(task<Model> const& asked, input const& seen, outputs const& files, std::string title) {
  options const& chosen = asked.chosen;
  auto const tap = asked.tap.empty() ? asked.model.image_tap() : asked.model.find_tap(whence::named_tap{asked.tap});
  asked_score const score = detail::score_of(asked);
  explanation const explained = detail::explain_with_bar(asked, tap, seen.images, score, std::move(title));
  report done;
  done.input = seen.file;
  done.seen = seen.words;
  done.method = chosen.method;
  done.question = score.word();
  if (method_named(chosen.method).traits & trait::at_tap) done.tap = asked.tap;
  done.against = asked.against;
  done.images = findings_of(explained);

  whence::write_png(files.picture, detail::draw(chosen, explained, seen));
  done.written.push_back(files.picture);
  if (!files.map.empty()) {
    std::visit([&](auto const& answer) { whence::write_npy(files.map, answer.values); }, explained.answer);
    done.written.push_back(files.map);
  }
  if (!files.logits.empty()) {
    whence::write_npy(files.logits, explained.logits);
    done.written.push_back(files.logits);
  }
  if (!files.steps.empty()) {
    done.steps = write_steps(files.steps, asked.model, tap, asked.tap, *seen.photo, seen.images, seen.placement,
                             asked.names, score, asked.recipe);
    done.written.insert(done.written.end(), done.steps.begin(), done.steps.end());
  }
  return done;
}

}  // namespace explain
