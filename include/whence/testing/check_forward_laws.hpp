// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <whence/concepts/classifier.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

/// Tries the laws of the first rung: a finite row of logits for every image, the same each time, and the same whether
/// the image comes alone or in a batch.
///
/// @param images (N, C, H, W), at least two that differ
/// @cost N + 5 forward passes
template <classifier Model>
[[nodiscard]] law_report check_forward_laws(Model const& model, images_of<Model> auto const& images,
                                            law_tolerances<value_t<Model>> const& tolerances = {}) {
  using logits = logit_matrix<value_t<Model>>;
  law_report report;
  detail::try_law(report, law::forward_answers_every_image, {}, 0, [&]() -> detail::law_finding {
    logits const answers = model.forward(images);
    if (answers.shape(0) != images.shape(0) || answers.shape(1) == 0) {
      return {1,
              "logits of shape " + shape_text(answers.shape()) + " for images of shape " + shape_text(images.shape())};
    }
    bool const finite =
        std::all_of(answers.data(), answers.data() + answers.size(), [](value_t<Model> z) { return std::isfinite(z); });
    return {finite ? 0.0 : 1.0, finite ? "" : "logits that are not finite"};
  });

  detail::try_law(report, law::forward_repeats_itself, {}, tolerances.repetition, [&]() -> detail::law_finding {
    // Other images first, so that a cache starts from something else.
    detail::random_values random(tolerances.seed);
    (void)model.forward(random.like(images, detail::mean_size(images)));
    logits const once = model.forward(images);
    return {detail::deviation<value_t<Model>, 2>(model.forward(images), once, "logits of the second forward")};
  });

  if (images.shape(0) < 2) {
    detail::leave_untried(report, law::forward_ignores_the_batch, {}, "needs two images");
    return report;
  }
  detail::try_law(report, law::forward_ignores_the_batch, {}, tolerances.batching, [&]() -> detail::law_finding {
    logits const together = model.forward(images);
    double worst = 0;
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      logits const alone = model.forward(detail::part_of(images, n));
      worst = std::max(worst, detail::deviation(alone, detail::part_of(together, n), "logits of an image alone"));
    }
    return {worst};
  });
  return report;
}

}  // namespace whence
