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

namespace explain::steps {

inline std::string percent_text(double probability) {
  char text[32];
  double const percent = 100.0 * probability;
  if (percent < 0.005) return "< 0.01 %";
  std::snprintf(text, sizeof text, percent < 0.095 ? "%.2f %%" : "%.1f %%", percent);

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
  auto const& asked = values.question.classes;
  std::vector<plot::bar> bars;
  for (std::size_t rank = 0; rank != all.size(); ++rank) {
    auto const [index, probability] = all[rank];
    auto const place_asked = std::ranges::find(asked, index) - asked.begin();
    if (rank >= most && place_asked == std::ssize(asked)) continue;

    std::string const place = rank < most ? "" : " (number " + std::to_string(rank + 1) + ")";
    std::size_t const space = 350 - plot::width_of(place, plot::theme::label_height);
    bars.push_back({plot::shortened(names[index], space, plot::theme::label_height) + place, 100.0 * probability,
                    percent_text(probability),
                    place_asked == std::ssize(asked) ? plot::theme::plain
                    : place_asked == 0               ? plot::theme::positive
                                                     : plot::theme::negative});
  }
  return bars;
}

/// Figure 5: what the network answered.
inline whence::picture probabilities_figure(step_values const& values, class_names const& names) {
  if (!values.has_finite_logits()) {
    return plot::with_heading(plot::nothing_to_plot(logits_not_finite_words), "What the network answered", {});
  }
  auto const bars = probability_bars(values, names);
  std::size_t const classes = values.logits.shape(1);
  std::string const shown = bars.size() < classes ? "The most probable of " + std::to_string(classes) + " classes."
                                                  : "All " + std::to_string(classes) + " classes.";
  std::string const asked = values.question.classes.empty() ? ""
                            : values.question.classes.size() == 1
                                ? " Red: the class that is explained."
                                : " Red: the class that is explained; blue: the one it is held against.";
  return plot::with_heading(plot::bar_chart(bars, "probability (%)", 100.0), "What the network answered",
                            {shown + " Probabilities are the softmax of the logits." + asked});
}

}  // namespace explain::steps
