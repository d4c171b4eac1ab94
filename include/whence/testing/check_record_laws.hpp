// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/tappable.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

/// Tries the laws of the second rung at one tap: a record's logits are `forward`'s, feature maps do not depend on the
/// batch, and a record stays what it was while others are made.
///
/// @param images (N, C, H, W), at least two that differ
/// @param where what to call the tap in the report
/// @cost N + 6 forward passes
template <tappable Model>
[[nodiscard]] law_report check_record_laws(Model const& model, images_of<Model> auto const& images,
                                           tap_t<Model> const& tap,
                                           law_tolerances<value_t<Model>> const& tolerances = {},
                                           std::string const& where = {}) {
  using logits = logit_matrix<value_t<Model>>;
  using maps = feature_tensor<value_t<Model>>;
  law_report report;
  detail::try_law(report, law::record_holds_the_logits_of_forward, where, tolerances.recording,
                  [&]() -> detail::law_finding {
                    record_t<Model> const record = model.record(images, tap);
                    return {detail::deviation<value_t<Model>, 2>(record.logits(), model.forward(images), "logits")};
                  });

  detail::try_law(report, law::records_live_side_by_side, where, tolerances.repetition, [&]() -> detail::law_finding {
    record_t<Model> const record = model.record(images, tap);
    logits const logits_before = record.logits();
    maps const maps_before = record.feature_maps();
    detail::random_values random(tolerances.seed);
    record_t<Model> const other = model.record(random.like(images, detail::mean_size(images)), tap);
    return {std::max(
        detail::deviation<value_t<Model>, 2>(record.logits(), logits_before, "logits of the first record"),
        detail::deviation<value_t<Model>, 4>(record.feature_maps(), maps_before, "feature maps of the first record"))};
  });

  if (images.shape(0) < 2) {
    detail::leave_untried(report, law::record_ignores_the_batch, where, "needs two images");
    return report;
  }
  detail::try_law(report, law::record_ignores_the_batch, where, tolerances.batching, [&]() -> detail::law_finding {
    maps const together = model.record(images, tap).feature_maps();
    double worst = 0;
    for (std::size_t n = 0; n != images.shape(0); ++n) {
      maps const alone = model.record(detail::part_of(images, n), tap).feature_maps();
      worst = std::max(worst, detail::deviation(alone, detail::part_of(together, n), "feature maps of an image alone"));
    }
    return {worst};
  });
  return report;
}

}  // namespace whence
