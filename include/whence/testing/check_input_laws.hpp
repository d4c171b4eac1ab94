// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/input_differentiable.hpp>
#include <whence/testing/detail/backward_laws.hpp>

namespace whence {

/// Tries the laws of the tap at the image: its maps are the images, and `backward` to it keeps all laws of `backward`.
/// Finite differences perturb the images and run `forward`.
///
/// @param images (N, C, H, W), at least two that differ
/// @cost N + 22 forward and backward passes; 5 to 30 forward passes for every image and direction
template <input_differentiable Model>
[[nodiscard]] law_report check_input_laws(Model const& model, images_of<Model> auto const& images,
                                          law_tolerances<value_t<Model>> const& tolerances = {}) {
  using T = value_t<Model>;
  std::string const where = "image tap";
  tap_t<Model> const tap = model.image_tap();
  law_report report;
  detail::try_law(report, law::image_tap_holds_the_images, where, 0, [&]() -> detail::law_finding {
    return {detail::deviation<T, 4>(model.record(images, tap).feature_maps(), images, "feature maps")};
  });
  detail::backward_trials<Model> const trials{model, images, tap, tolerances};
  report += detail::try_backward_laws(trials, where);
  detail::try_finite_differences(
      report, trials, where,
      [&](record_t<Model> const&, std::size_t, feature_tensor<T> const& stack) { return model.forward(stack); });
  return report;
}

}  // namespace whence
