// SPDX-License-Identifier: BSD-3-Clause
// The methods that are compared. Each is one line, and made cheap: few steps, few copies, few masks.
#pragma once
#include <string>
#include <utility>
#include <vector>
#include <whence/core.hpp>

#include "few_methods.hpp"

namespace parity {

/// A method with options set.
template <class Method, class Change>
Method with(Method method, Change const& change) {
  change(method);
  return method;
}

/// Calls visit(name, method) for every method.
struct every_method {
  bool all = true;  ///< those too that send the image through the network once for each feature map

  /// @param taps the last convolution, its ReLU, and others
  /// @param images that will be asked about
  template <class Images, class Visit>
  void operator()(std::vector<std::string> const& taps, Images const& images, Visit const& visit) const {
    few_methods{}(taps, images, visit);
    whence::named_tap const before{taps[0]}, behind{taps[1]};
    auto const few_samples = [](auto& method) { method.samples = 4; };

    visit("grad_cam_plus_plus", both_signs(whence::grad_cam_plus_plus{behind}));
    visit("xgrad_cam", both_signs(whence::xgrad_cam{behind}));
    visit("layer_cam", both_signs(whence::layer_cam{behind}));
    visit("hires_cam", whence::hires_cam{behind});
    visit("element_wise_grad_cam", whence::element_wise_grad_cam{behind});
    visit("eigen_cam", whence::eigen_cam{behind});
    visit("eigen_grad_cam", both_signs(whence::eigen_grad_cam{behind}));
    visit("fem", whence::fem{behind});
    visit("random_cam", both_signs(whence::random_cam{behind}));
    visit("smooth_grad_cam_plus_plus", with(whence::smooth_grad_cam_plus_plus{behind}, few_samples));
    visit("ablation_cam", both_signs(whence::ablation_cam{behind}));
    visit("recipro_cam", whence::recipro_cam{behind});
    if (all) {
      visit("score_cam", whence::score_cam{behind});
      visit("ss_cam", with(whence::ss_cam{behind}, [](auto& method) { method.masks.count = 2; }));
      visit("is_cam", with(whence::is_cam{behind}, [](auto& method) { method.masks.count = 2; }));
    }

    visit("saliency", whence::saliency{});
    visit("input_x_gradient", whence::input_x_gradient{});
    visit("integrated_gradients", with(whence::integrated_gradients{}, [](auto& method) { method.steps = 4; }));
    visit("expected_gradients", with(whence::expected_gradients{whence::blurred_baseline{}(images)}, few_samples));
    visit("occlusion", whence::occlusion{{.height = images.shape(2) / 3, .width = images.shape(3) / 3}});
    visit("rise", with(whence::rise{}, [](auto& method) { method.masks = 16; }));

    visit("smooth_grad", with(whence::smooth_grad{}, few_samples));
    visit("test_time_augmentation",
          with(whence::test_time_augmentation{whence::grad_cam{before}}, [](auto& method) { method.factors = {1}; }));
    visit("product", whence::product{whence::saliency{}, whence::layer_cam{behind}});
    visit("over_taps", whence::over_taps{whence::layer_cam{behind}, std::vector{before, behind}});
    visit("with_relu", whence::with_relu<whence::guided_relu, whence::layer_cam<whence::named_tap>>{{behind}});
  }
};

}  // namespace parity
