// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/wrappers/product.hpp>
#include <whence/scores/top_logit.hpp>

namespace whence {

/// Guided Grad-CAM: guided backprop where Grad-CAM looks, the fine and the class-specific together.
///
///     guided_grad_cam(x) = guided_backprop(x) * upsampled max(0, Grad-CAM(x))
///
/// @cost two forward passes, a backward pass to the image and one to the tap
/// @source Selvaraju et al. 2017, "Grad-CAM", section 3.2
template <class At = deepest_tap>
struct guided_grad_cam {
  At at{};  ///< where Grad-CAM looks

  /// @param images (N, C, H, W)
  /// @param score what is asked of each image
  /// @return pixel_attributions: values (N, C, H, W)
  /// @throws as grad_cam and guided_backprop; unknown_geometry_error where the tap has no place in the image
  template <class Model, class Score = top_logit>
  requires attribution_method<product<guided_backprop, grad_cam<At>>, Model, Score>
  [[nodiscard]] pixel_attributions<value_t<Model>> operator()(Model const& model, images_of<Model> auto const& images,
                                                              Score const& score = {}) const {
    return product{guided_backprop{}, grad_cam<At>{{at}}}(model, images, score);
  }
};
template <class At>
guided_grad_cam(At) -> guided_grad_cam<At>;
guided_grad_cam()->guided_grad_cam<deepest_tap>;

}  // namespace whence
