// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>
#include <whence/image/photo.hpp>
#include <whence/image/placement.hpp>
#include <whence/render/explanation_panel.hpp>

#include "explain/steps/heading.hpp"
#include "explain/steps/map_figures.hpp"
#include "explain/steps/probabilities_figure.hpp"
#include "explain/steps/step_values.hpp"

namespace explain::steps {

/// Figure 11: the photo, and beside it what of it speaks for the answer.
inline whence::picture panel_figure(step_values const& values, class_names const& names, whence::photo const& photo,
                                    whence::placement const& placement) {
  std::string subject;
  for (std::size_t const index : values.question.classes) {
    subject += (subject.empty() ? "" : " over ") + short_name(names[index]);
    if (values.has_finite_logits()) subject += " (" + percent_text(values.probability(index)) + ")";
  }
  std::string const title = "Grad-CAM: " + (subject.empty() ? values.question.subject : subject);

  auto const status = values.rectified_map.status.front();
  std::string words = "Left the photo; right, over its edges, where the feature maps at " + values.tap + " speak for " +
                      values.question.subject + ": most in red, least in blue.";
  bool const is_part = !placement.sees(0, 0) || !placement.sees(photo.height() - 1, photo.width() - 1);
  if (is_part) words += " Where it is white, the network did not look.";
  if (status != whence::map_status::meaningful) {
    words = detail::words_of_nothing_for(values) + " The map is drawn hatched.";
  }
  if (!values.rectified_map.geometry) {
    return plot::with_heading(plot::white_picture(1, 1), title,
                              {"The cells look nowhere in particular: there is no panel."});
  }
  constexpr whence::image_size half{760, (plot::theme::body_width - 16) / 2};
  auto const size = plot::fitted(photo.size(), half);
  auto const panel = whence::explanation_panel(photo, values.rectified_map, placement,
                                               {.longer_side = std::max(size.height, size.width)});
  return plot::with_heading(panel, title, {words});
}

}  // namespace explain::steps
