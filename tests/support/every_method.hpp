// SPDX-License-Identifier: BSD-3-Clause
// Every method and wrapper there is, made cheap, in one list; and one function that asks them all of a model.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>
#include <whence/backends/reference/network.hpp>
#include <whence/concepts/attribution_method.hpp>
#include <whence/concepts/images_of.hpp>
#include <whence/concepts/named_tap.hpp>
#include <whence/core.hpp>

#include "support/numbers.hpp"
#include "support/told_answer.hpp"

namespace whence::test {

/// A method with options set: `changed(rise{}, [](auto& method) { method.masks = 8; })`.
template <class Method, class Change>
[[nodiscard]] Method changed(Method method, Change const& change) {
  change(method);
  return method;
}

/// A map before it is clipped at zero. In front of a ReLU, mixtures of maps by positive weights may have nothing above.
template <class Cam>
[[nodiscard]] Cam both_signs(Cam cam) {
  return test::changed(std::move(cam), [](auto& m) { m.keep_signed = true; });
}

/// A method that sends at most so many images a pass through the network, and so do the methods in it.
template <class Method>
[[nodiscard]] Method in_batches_of(std::size_t images, Method method) {
  if constexpr (requires { method.batch = images; }) method.batch = images;
  if constexpr (requires { method.method; }) method.method = test::in_batches_of(images, std::move(method.method));
  if constexpr (requires { method.left; }) {
    method.left = test::in_batches_of(images, std::move(method.left));
    method.right = test::in_batches_of(images, std::move(method.right));
  }
  return method;
}

/// Where the list's methods look: at torchvision's names of VGG16.
inline named_tap const last_convolution{"features.28"};
inline named_tap const behind_its_relu{"features.29"};
inline std::vector<named_tap> const two_convolutions{{"features.21"}, last_convolution};
inline std::vector<named_tap> const behind_two_relus{{"features.22"}, behind_its_relu};

template <class Visit>
void visit_gradient_cams(Visit const& visit) {
  visit("cam/grad_cam", grad_cam{last_convolution});
  visit("cam/grad_cam, deepest tap", grad_cam{});
  visit("cam/grad_cam, signed", both_signs(grad_cam{last_convolution}));
  visit("cam/grad_cam_plus_plus", grad_cam_plus_plus{behind_its_relu});
  visit("cam/xgrad_cam", xgrad_cam{behind_its_relu});
  visit("cam/layer_cam", layer_cam{behind_its_relu});
  visit("cam/hires_cam", hires_cam{last_convolution});
  visit("cam/element_wise_grad_cam", element_wise_grad_cam{last_convolution});
  visit("cam/eigen_grad_cam", eigen_grad_cam{behind_its_relu});
  auto const smooth = changed(smooth_grad_cam_plus_plus{behind_its_relu}, [](auto& m) { m.samples = 3; });
  visit("cam/smooth_grad_cam_plus_plus", smooth);
  visit("cam/smooth_grad_cam_plus_plus, as printed", changed(smooth, [](auto& m) { m.printed_numerator = true; }));
}

template <class Visit>
void visit_gradient_free_cams(Visit const& visit) {
  visit("cam/eigen_cam", eigen_cam{behind_its_relu});
  visit("cam/eigen_cam, centred", changed(eigen_cam{behind_its_relu}, [](auto& m) { m.formula.centred = true; }));
  visit("cam/fem", changed(fem{behind_its_relu}, [](auto& m) { m.formula.deviations = 0.5; }));
  visit("cam/random_cam", random_cam{last_convolution});

  ablation_cam const ablation{last_convolution};
  visit("cam/ablation_cam", ablation);
  visit("cam/ablation_cam, by score", changed(ablation, [](auto& m) { m.scale = ablation_scale::score; }));
  visit("cam/ablation_cam, unscaled", changed(ablation, [](auto& m) { m.scale = ablation_scale::none; }));
  recipro_cam const recipro{last_convolution};
  visit("cam/recipro_cam", recipro);
  visit("cam/recipro_cam, gaussian", changed(recipro, [](auto& m) { m.window = recipro_window::gaussian; }));

  auto const scoring = both_signs(score_cam{last_convolution});
  visit("cam/score_cam", scoring);
  visit("cam/score_cam, increase", changed(scoring, [](auto& m) { m.weights = mask_weights::increase; }));
  visit("cam/score_cam, score", changed(scoring, [](auto& m) { m.weights = mask_weights::score; }));
  visit("cam/score_cam, half pixel", changed(scoring, [](auto& m) { m.stretch = mask_stretch::half_pixel; }));
  visit("cam/score_cam, corners", changed(scoring, [](auto& m) { m.stretch = mask_stretch::corners; }));
  visit("cam/score_cam, scaled first", changed(scoring, [](auto& m) { m.scale_first = true; }));
  auto const noisy = changed(both_signs(ss_cam{last_convolution}), [](auto& m) { m.masks.count = 2; });
  visit("cam/ss_cam", noisy);
  visit("cam/ss_cam, on the image", changed(noisy, [](auto& m) { m.masks.on_image = true; }));
  auto const intense = changed(both_signs(is_cam{last_convolution}), [](auto& m) { m.masks.count = 3; });
  visit("cam/is_cam", intense);
  visit("cam/is_cam, even", changed(intense, [](auto& m) { m.masks.intensities = mask_intensities::even; }));
}

/// @param references of expected gradients; the first is a baseline of integrated gradients
template <class T, class Visit>
void visit_pixel_methods(image_batch<T> const& references, Visit const& visit) {
  visit("gradient/input_gradient", input_gradient{});
  visit("gradient/saliency", saliency{});
  visit("gradient/input_x_gradient", input_x_gradient{});
  visit("gradient/guided_backprop", guided_backprop{});
  visit("gradient/deconvnet", deconvnet{});
  visit("gradient/guided_grad_cam", guided_grad_cam{last_convolution});

  auto const four_steps = [](auto& m) { m.steps = 4; };
  auto const by = [&](path_rule rule) {
    return changed(integrated_gradients{}, [&](auto& m) { m.steps = 4, m.rule = rule; });
  };
  visit("gradient/integrated_gradients", by(path_rule::gauss_legendre));
  visit("gradient/integrated_gradients, trapezoid", by(path_rule::trapezoid));
  visit("gradient/integrated_gradients, left", by(path_rule::left));
  visit("gradient/integrated_gradients, right", by(path_rule::right));
  visit("gradient/integrated_gradients, middle", by(path_rule::middle));
  visit("gradient/integrated_gradients, from a blurred image",
        changed(integrated_gradients{blurred_baseline{4.0}}, four_steps));
  image_batch<T> const one = whence::detail::some_images(references, 0, 1);
  visit("gradient/integrated_gradients, from an image", changed(integrated_gradients{given_baseline{one}}, four_steps));
  visit("gradient/expected_gradients", changed(expected_gradients{references}, [](auto& m) { m.samples = 3; }));

  visit("perturbation/occlusion", occlusion{{.height = 16, .width = 16}});
  visit("perturbation/occlusion, blurred", occlusion{{16, 16}, image_size{16, 12}, blurred_baseline{4.0}});
  visit("perturbation/rise", changed(rise{}, [](auto& m) { m.masks = 8, m.cells = 3; }));
}

template <class Visit>
void visit_wrappers(Visit const& visit) {
  auto const smoothed = [](auto method, smooth_statistic statistic = smooth_statistic::mean) {
    return changed(smooth_grad{std::move(method)}, [&](auto& m) { m.samples = 3, m.statistic = statistic; });
  };
  visit("wrappers/smooth_grad", smoothed(input_gradient{}));
  visit("wrappers/smooth_grad, squared", smoothed(input_gradient{}, smooth_statistic::squared));
  visit("wrappers/smooth_grad, variance", smoothed(input_gradient{}, smooth_statistic::variance));
  visit("wrappers/smooth_grad, absolute noise",
        changed(smoothed(input_gradient{}), [](auto& m) { m.noise = {.absolute = 0.3, .seed = 7}; }));
  visit("wrappers/smooth_grad, of score_cam", smoothed(both_signs(score_cam{last_convolution})));
  auto const augmented = [](auto method) {
    return changed(test_time_augmentation{std::move(method)}, [](auto& m) { m.factors = {0.9, 1.1}; });
  };
  visit("wrappers/test_time_augmentation", augmented(grad_cam{last_convolution}));
  visit("wrappers/test_time_augmentation, of pixels", augmented(saliency{}));
  visit("wrappers/product", product{input_x_gradient{}, layer_cam{behind_its_relu}});
  visit("wrappers/over_taps", over_taps{layer_cam{behind_its_relu}, behind_two_relus});
  visit("wrappers/over_taps, LayerCAM's fusion",
        over_taps{layer_cam{behind_its_relu}, behind_two_relus, layer_cam_fusion{}});
  visit("wrappers/over_taps, of ablation_cam", over_taps{ablation_cam{last_convolution}, two_convolutions});
  auto const smooth = changed(smooth_grad_cam_plus_plus{behind_its_relu}, [](auto& m) { m.samples = 3; });
  visit("wrappers/over_taps, of smooth_grad_cam_plus_plus", over_taps{smooth, behind_two_relus});
  visit("wrappers/with_relu", with_relu<guided_relu, layer_cam<named_tap>>{layer_cam{behind_its_relu}});
  visit("wrappers/with_relu, around smooth_grad", with_relu<deconvnet_relu, smooth_grad<>>{smoothed(input_gradient{})});
}

template <class Visit>
void visit_presets(Visit const& visit) {
  namespace captum = presets::captum;
  namespace theirs = presets::pytorch_grad_cam;
  namespace torch_cam = presets::torch_cam;
  visit("presets/pytorch_grad_cam/grad_cam_plus_plus", theirs::grad_cam_plus_plus{behind_its_relu});
  visit("presets/pytorch_grad_cam/xgrad_cam", theirs::xgrad_cam{behind_its_relu});
  visit("presets/pytorch_grad_cam/eigen_cam", theirs::eigen_cam{behind_its_relu});
  visit("presets/pytorch_grad_cam/fem",
        changed(theirs::fem{behind_its_relu}, [](auto& m) { m.formula.deviations = 0.5; }));
  visit("presets/pytorch_grad_cam/ablation_cam", theirs::ablation_cam{last_convolution});
  visit("presets/pytorch_grad_cam/score_cam", both_signs(theirs::score_cam{last_convolution}));
  visit("presets/torch_cam/grad_cam_plus_plus", torch_cam::grad_cam_plus_plus{behind_its_relu});
  visit("presets/torch_cam/xgrad_cam", torch_cam::xgrad_cam{behind_its_relu});
  visit("presets/torch_cam/score_cam", both_signs(torch_cam::score_cam{last_convolution}));
  visit("presets/torch_cam/is_cam",
        changed(both_signs(torch_cam::is_cam{last_convolution}), [](auto& m) { m.masks.count = 3; }));
  visit("presets/captum/guided_grad_cam", captum::guided_grad_cam{last_convolution});
  visit("presets/captum/integrated_gradients",
        changed(captum::integrated_gradients{}, [](auto& m) { m.steps = 4, m.rule = path_rule::trapezoid; }));
  visit("presets/captum/smooth_grad", changed(captum::smooth_grad{}, [](auto& m) { m.samples = 3; }));
}

/// The list. A name is that of the method's header, from include/whence/methods on, and behind a comma what is set.
///
/// @param like (N, C, H, W), at least 16 pixels a side: as large as the images that will be asked about
template <class T, class Visit>
void visit_every_method(image_batch<T> const& like, Visit const& visit) {
  test::visit_gradient_cams(visit);
  test::visit_gradient_free_cams(visit);
  test::visit_pixel_methods(random_tensor<T, 4>({3, like.shape(1), like.shape(2), like.shape(3)}, 77), visit);
  test::visit_wrappers(visit);
  test::visit_presets(visit);
}

/// Asks every method of the list, whatever the model is: calls visit(name, answer) for each. What a model lacks, the
/// compiler names.
///
/// @param batch most images a pass, of the methods that have such an option
template <class Model, score_function<value_t<Model>> Score, class Visit>
void for_every_method(Model const& model, images_of<Model> auto const& images, Score const& score, std::size_t batch,
                      Visit const& visit) {
  test::visit_every_method(images,
                           [&]<attribution_method<Model, Score> Method>(char const* name, Method const& method) {
                             visit(name, test::in_batches_of(batch, method)(model, images, score));
                           });
}

/// What every method answers, in the list's order.
template <class Model, score_function<value_t<Model>> Score>
[[nodiscard]] std::vector<told_answer> answers_of_every_method(Model const& model, images_of<Model> auto const& images,
                                                               Score const& score, std::size_t batch = 16) {
  std::vector<told_answer> answers;
  test::for_every_method(model, images, score, batch,
                         [&](char const* name, attribution auto const& answer) { answers.emplace_back(name, answer); });
  return answers;
}

}  // namespace whence::test
