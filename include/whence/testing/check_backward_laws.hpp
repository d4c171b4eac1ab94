// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/model_backend.hpp>
#include <whence/concepts/resumable.hpp>
#include <whence/testing/detail/backward_laws.hpp>

namespace whence {

/// Tries the laws of `backward` at one tap: linear in the cotangent, equal to finite differences (where the backend has
/// `resume` to perturb the tap with), and the same however often, in whatever thread, beside whatever record, and in
/// whatever batch it is asked.
///
/// @param images (N, C, H, W), at least two that differ
/// @param where what to call the tap in the report
/// @cost N + 21 forward and backward passes; 5 to 30 passes from the tap on for every image and direction
template <model_backend Model>
[[nodiscard]] law_report check_backward_laws(Model const& model, images_of<Model> auto const& images,
                                             tap_t<Model> const& tap,
                                             law_tolerances<value_t<Model>> const& tolerances = {},
                                             std::string const& where = {}) {
  detail::backward_trials<Model> const trials{model, images, tap, tolerances};
  law_report report = detail::try_backward_laws(trials, where);
  if constexpr (resumable<Model>) {
    detail::try_finite_differences(
        report, trials, where,
        [&](record_t<Model> const& record, std::size_t n, feature_tensor<value_t<Model>> const& stack) {
          return model.resume(record, n, stack);
        });
  } else {
    detail::leave_untried(report, law::backward_agrees_with_finite_differences, where, "needs `resume`");
  }
  return report;
}

}  // namespace whence
