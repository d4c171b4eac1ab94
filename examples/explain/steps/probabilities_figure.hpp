// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "explain/steps/bar_chart.hpp"
#include "explain/steps/heading.hpp"
#include "explain/steps/step_values.hpp"
#include "explain/steps/without_meaning.hpp"

inline std::string percent_text(double probability) {
  char text[32];
  double const percent = 100.0 * probability;
  std::snprintf(text, sizeof text, percent != 0.0 && percent < 0.095 ? "%.1g %%" : "%.1f %%", percent);
  return text;
}

/// The most probable classes, best first, and behind them those asked about that are not among them.
inline std::vector<plot::bar> probability_bars(step_values const& values, class_names const& names,
                                               std::size_t most = 10) {
  struct ranked {
    std::size_t index;
    double probability;
  };
  std::vector<ranked> all;
  for (std::size_t k = 0; k != values.logits.shape(1); ++k) all.push_back({k, values.probability(k)});
  std::ranges::stable_sort(all, std::ranges::greater{}, &ranked::probability);
  std::vector<plot::bar> bars;
  for (std::size_t rank = 0; rank != all.size(); ++rank) {
    auto const [index, probability] = all[rank];
    bool const is_asked = std::ranges::find(values.classes, index) != values.classes.end();
    if (rank >= most && !is_asked) continue;
    std::string const place = rank < most ? "" : " (number " + std::to_string(rank + 1) + ")";
    std::size_t const space = 290 - plot::width_of(place, plot::theme::label_height);
    bars.push_back({plot::shortened(names[index], space, plot::theme::label_height) + place, 100.0 * probability,
                    percent_text(probability), is_asked});
  }
  return bars;
}

/// Figure 5: what the network answered.
inline whence::picture probabilities_figure(step_values const& values, class_names const& names) {
  if (!values.has_finite_logits()) {
    whence::picture body = plot::blank(420, plot::theme::body_width);
    plot::hatch_and_say(body, {0, 0, 420, plot::theme::body_width},
                        "The network put out logits that are not finite: there are no probabilities.");
    return plot::with_heading(body, "What the network answered", {});
  }
  auto const bars = probability_bars(values, names);
  std::size_t const classes = values.logits.shape(1);
  std::string const shown = bars.size() < classes ? "The most probable of " + std::to_string(classes) + " classes."
                                                  : "All " + std::to_string(classes) + " classes.";
  std::string const asked = values.classes.size() == 0 ? "" : " Red: the class that is explained.";
  return plot::with_heading(plot::bar_chart(bars, "probability (%)", 100.0), "What the network answered",
                            {shown + " Probabilities are the softmax of the logits." + asked});
}
