// SPDX-License-Identifier: BSD-3-Clause
// From what the network sees to the files and the report.
#pragma once
#include <variant>
#include <whence/concepts/named_tap.hpp>
#include <whence/io/write_npy.hpp>
#include <whence/io/write_png.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/scores/logit_margin.hpp>

#include "explain/drawing.hpp"
#include "explain/input.hpp"
#include "explain/methods.hpp"
#include "explain/outputs.hpp"
#include "explain/report.hpp"
#include "explain/steps/write_steps.hpp"
#include "explain/task.hpp"

namespace explain {

namespace detail {

/// Calls the function with the score that the command line asks for.
template <class Model, class Function>
auto with_score(task<Model> const& asked, Function const& function) {
  if (asked.against) return function(whence::logit_margin{asked.wanted, *asked.against});
  return function(whence::class_logit{asked.wanted});
}

inline whence::picture draw(options const& chosen, explanation const& explained, input const& seen) {
  bool const both_signs = chosen.keep_signed || method_named(chosen.method).is_signed;
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
/// @throws whence::error where the network cannot take the images, or a file cannot be written
template <class Model>
report explain_one(task<Model> const& asked, input const& seen, outputs const& files) {
  options const& chosen = asked.chosen;
  auto const tap = asked.tap.empty() ? asked.model.image_tap() : asked.model.find_tap(whence::named_tap{asked.tap});
  explanation const explained = detail::with_score(asked, [&](auto const& score) {
    return explain_by(chosen.method, asked.model, seen.images, look<Model>{tap, chosen.keep_signed}, score);
  });
  report done;
  done.input = seen.file;
  done.seen = seen.words;
  done.method = chosen.method;
  if (method_named(chosen.method).looks_at_tap) done.tap = asked.tap;
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
    done.steps = detail::with_score(asked, [&](auto const& score) {
      return write_steps(files.steps, asked.model, tap, asked.tap, *seen.photo, seen.images, seen.placement,
                         asked.names, score, asked.recipe);
    });
    done.written.insert(done.written.end(), done.steps.begin(), done.steps.end());
  }
  return done;
}

}  // namespace explain
