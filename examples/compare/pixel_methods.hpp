// SPDX-License-Identifier: BSD-3-Clause
// Methods that go to the pixels, by gradients or by hiding them.
#pragma once
#include <tuple>
#include <whence/methods/gradient/deconvnet.hpp>
#include <whence/methods/gradient/expected_gradients.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/guided_grad_cam.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/gradient/input_x_gradient.hpp>
#include <whence/methods/gradient/integrated_gradients.hpp>
#include <whence/methods/gradient/saliency.hpp>
#include <whence/methods/perturbation/occlusion.hpp>
#include <whence/methods/perturbation/rise.hpp>
#include <whence/methods/wrappers/smooth_grad.hpp>
#include <whence/scores/probability.hpp>

#include "compare/method_entry.hpp"
#include "compare/setting.hpp"

namespace compare {

template <class Tap>
auto pixel_methods(setting<Tap> const& at) {
  using enum whence::map_scale;
  whence::smooth_grad<> smooth;
  smooth.samples = at.samples(50, 10);
  whence::integrated_gradients integrated;
  integrated.steps = at.samples(50, 16);
  whence::expected_gradients expected{at.references};
  expected.samples = at.samples(50, 16);
  whence::occlusion hidden;
  if (at.is_quick) hidden.stride = hidden.window;
  whence::rise masked;
  masked.masks = at.samples(4000, 300);
  return std::tuple{
      method_entry{{"input_gradient", "Input gradient", "The gradient of the score at the pixels: dy/dx.",
                    "Simonyan et al. 2014, section 3.1", "Single pixels are noisy.", symmetric},
                   whence::input_gradient{}},
      method_entry{{"saliency", "Saliency", "How much a pixel matters, whichever way it pulls: |dy/dx|.",
                    "Simonyan et al. 2014, section 3.1",
                    "Single pixels are noisy, and what matters need not be what the answer rests on."},
                   whence::saliency{}},
      method_entry{
          {"input_x_gradient", "Input x gradient", "What a pixel accounts for, were the network linear: x dy/dx.",
           "Shrikumar et al. 2016, section 3.2", "A pixel of the mean colour gets nothing, whatever it means.",
           symmetric},
          whence::input_x_gradient{}},
      method_entry{
          {"integrated_gradients", "Integrated gradients",
           "What every pixel adds to the score on the straight way from a baseline b to the image: (x - b) "
           "times the mean of dy/dx on it.",
           "Sundararajan et al. 2017, equation 1", "A pixel of the baseline's colour gets nothing.", symmetric},
          integrated},
      method_entry{{"expected_gradients", "Expected gradients",
                    "Integrated gradients from black, grey, white and the mean colour, at places drawn at random.",
                    "Erion et al. 2021, equation 3", "Noisy, unless samples are many.", symmetric},
                   expected},
      method_entry{{"smooth_grad", "SmoothGrad", "The mean of dy/dx over noisy copies of the image.",
                    "Smilkov et al. 2017, section 3", "Noise makes images unlike any the network has seen.", symmetric},
                   smooth},
      method_entry{{"guided_backprop", "Guided backprop",
                    "The gradient at the pixels, ReLUs passing what is positive back through open units only.",
                    "Springenberg et al. 2015, section 3.4",
                    "Fails randomisation tests (Adebayo et al. 2018): it shows edges, hardly the class.", symmetric},
                   whence::guided_backprop{}},
      method_entry{
          {"deconvnet", "Deconvnet", "The gradient at the pixels, ReLUs passing back what is positive, open or not.",
           "Zeiler and Fergus 2014, section 2.1",
           "Fails randomisation tests (Adebayo et al. 2018): it hardly depends on the class.", symmetric},
          whence::deconvnet{}},
      method_entry{{"guided_grad_cam", "Guided Grad-CAM", "Guided backprop times Grad-CAM at the pixels.",
                    "Selvaraju et al. 2017, section 3.2",
                    "The class is Grad-CAM's; the fine structure is guided backprop's, and no evidence.", symmetric},
                   whence::guided_grad_cam{at.tap}},
      method_entry{
          {"occlusion", "Occlusion", "What the score loses where a window of the image is hidden, by the mean colour.",
           "Zeiler and Fergus 2014, section 4.2",
           "Two things that say the same, of which either is enough, both seem unimportant. The window's edge "
           "is a feature of its own.",
           symmetric},
          hidden},
      method_entry<whence::rise, whence::probability>{
          {"rise", "RISE", "The mean of random masks, each weighed by the probability of the image seen through it.",
           "Petsiuk et al. 2018, equation 6",
           "What is smaller than a mask's cell is not seen; a class that is sure anyhow leaves noise."},
          masked}};
}

}  // namespace compare
