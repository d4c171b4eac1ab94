// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "explain/steps/heading.hpp"
#include "explain/steps/histogram.hpp"
#include "explain/steps/step_values.hpp"
#include "explain/steps/without_meaning.hpp"

namespace explain::steps {

inline std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", value);
  return text;
}

/// Figure 8: how much each feature map counts.
inline whence::picture mean_gradients_figure(step_values const& values) {
  auto const& means = values.mean_gradients;
  std::string const title =
      "How the " + std::to_string(means.size()) + " feature maps at " + values.tap + " are weighed";
  std::string const what = "The weight of a feature map is the mean of its gradient over its cells.";
  auto const status = whence::status_of(means, 0.0F);
  bool const has_weights = status == whence::map_status::meaningful || status == whence::map_status::constant;
  if (!has_weights || !values.has_finite_logits()) {
    std::string const words = !values.has_finite_logits() ? logits_not_finite_words
                              : status == whence::map_status::all_zero
                                  ? "Every mean gradient is zero: no feature map counts."

                                  : "Some mean gradients are not finite: they weigh nothing.";
    return plot::with_heading(plot::nothing_to_plot(words), title, {what});
  }
  auto const count = [&](auto const& holds) { return std::to_string(std::ranges::count_if(means, holds)); };
  auto const [least, greatest] = std::ranges::minmax(means);
  std::string const unit = values.question.unit + " per unit activation";
  std::string const counted = count([](float m) { return m > 0.0F; }) + " maps speak for " + values.question.subject +
                              " (above zero, red), " + count([](float m) { return m < 0.0F; }) +
                              " against it (blue), " + count([](float m) { return m == 0.0F; }) +
                              " do neither (zero, grey).";
  std::string const range =
      "From " + number_text(double{least}) + " to " + number_text(double{greatest}) + " " + unit + ".";
  return plot::with_heading(
      plot::histogram_plot(plot::histogram_of(means), "mean gradient", unit, "number of feature maps"), title,
      {what, counted + " " + range});
}

}  // namespace explain::steps
