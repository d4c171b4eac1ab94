// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/testing/detail/law_tools.hpp>
#include <whence/testing/law_report.hpp>
#include <whence/testing/law_tolerances.hpp>

namespace whence {

/// Tries the laws of `resume` at one tap: a record's own maps give its logits, stacked maps give what each gives alone,
/// the record stays as it was, and at the image tap, where there is one, `resume` of other images is their `forward`.
///
/// @param images (N, C, H, W)
/// @param where what to call the tap in the report
/// @cost 6 forward passes, N + 6 passes from the tap on
template <resumable Model>
[[nodiscard]] law_report check_resume_laws(Model const& model, images_of<Model> auto const& images,
                                           tap_t<Model> const& tap,
                                           law_tolerances<value_t<Model>> const& tolerances = {},
                                           std::string const& where = {}) {
  using T = value_t<Model>;
  using logits = logit_matrix<T>;
  using maps = feature_tensor<T>;
  law_report report;
  detail::random_values random(tolerances.seed);

  detail::try_law(report, law::resume_of_own_maps_is_the_record, where, tolerances.resuming,
                  [&]() -> detail::law_finding {
                    record_t<Model> const record = model.record(images, tap);
                    logits const wanted = record.logits();
                    maps const own = record.feature_maps();
                    double worst = 0;
                    for (std::size_t n = 0; n != images.shape(0); ++n) {
                      worst = std::max(worst, detail::deviation(model.resume(record, n, detail::part_of(own, n)),
                                                                detail::part_of(wanted, n), "resumed logits"));
                    }
                    return {worst};
                  });

  detail::try_law(report, law::resume_ignores_the_batch, where, tolerances.batching, [&]() -> detail::law_finding {
    record_t<Model> const record = model.record(images, tap);
    maps shape = record.feature_maps();
    shape.resize({3, shape.shape(1), shape.shape(2), shape.shape(3)});
    maps const stack = random.like(shape);
    logits const together = model.resume(record, 0, stack);
    double worst = 0;
    for (std::size_t m = 0; m != stack.shape(0); ++m) {
      worst = std::max(worst, detail::deviation(model.resume(record, 0, detail::part_of(stack, m)),
                                                detail::part_of(together, m), "resumed logits"));
    }
    return {worst};
  });

  detail::try_law(report, law::resume_leaves_the_record_alone, where, 0, [&]() -> detail::law_finding {
    record_t<Model> const record = model.record(images, tap);
    logits const logits_before = record.logits();
    maps const maps_before = record.feature_maps();
    maps const other = random.like(detail::part_of(maps_before, 0));
    (void)model.resume(record, 0, other);
    return {std::max(detail::deviation<T, 2>(record.logits(), logits_before, "logits of the record"),
                     detail::deviation<T, 4>(record.feature_maps(), maps_before, "feature maps of the record"))};
  });

  if constexpr (input_differentiable<Model>) {
    detail::try_law(report, law::resume_at_the_image_is_forward, "image tap", tolerances.resuming,
                    [&]() -> detail::law_finding {
                      record_t<Model> const record = model.record(images, model.image_tap());
                      image_batch<T> const others = random.like(images, detail::mean_size(images));
                      return {detail::deviation<T, 2>(model.resume(record, 0, others), model.forward(others),
                                                      "logits of other images")};
                    });
  }
  return report;
}

}  // namespace whence
