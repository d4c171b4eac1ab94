// SPDX-License-Identifier: BSD-3-Clause
// Class activation maps: formulas of feature maps and their gradient. Of one photo they share one forward and one
// backward pass.
#pragma once
#include <tuple>
#include <whence/methods/cam/eigen_cam.hpp>
#include <whence/methods/cam/eigen_grad_cam.hpp>
#include <whence/methods/cam/element_wise_grad_cam.hpp>
#include <whence/methods/cam/fem.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/grad_cam_plus_plus.hpp>
#include <whence/methods/cam/hires_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/random_cam.hpp>
#include <whence/methods/cam/xgrad_cam.hpp>

#include "compare/method_entry.hpp"
#include "compare/setting.hpp"

namespace compare {

template <class Tap>
auto cams(setting<Tap> const& at) {
  using enum whence::map_scale;
  return std::tuple{
      method_entry{{"grad_cam", "Grad-CAM",
                    "The feature maps A, each weighed by the mean of its gradient: max(0, sum of mean(dy/dA) A).",
                    "Selvaraju et al. 2017, equations 1 and 2",
                    "The mean of gradients can point where the score does not come from; HiResCAM shows by how much."},
                   whence::grad_cam{at.tap}},
      method_entry{{"grad_cam_plus_plus", "Grad-CAM++",
                    "The feature maps, each weighed by its positive gradients, each of these by a share of its own: "
                    "max(0, sum of w A), w = sum of max(0, g) / (2 + g sum of A), g = dy/dA.",
                    "Chattopadhay et al. 2018, equation 19",
                    "Divides by sums of feature maps: not to be trusted in front of a ReLU. Tells classes apart less "
                    "well than Grad-CAM."},
                   whence::grad_cam_plus_plus{at.tap}},
      method_entry{{"xgrad_cam", "XGrad-CAM",
                    "The feature maps, each weighed by its gradient averaged where the map is: max(0, sum of a A), a = "
                    "sum of g A / sum of A, g = dy/dA.",
                    "Fu et al. 2020", "Divides by sums of feature maps: not to be trusted in front of a ReLU."},
                   whence::xgrad_cam{at.tap}},
      method_entry{{"layer_cam", "LayerCAM",
                    "The feature maps, each cell weighed by its own positive gradient: sum of max(0, dy/dA) A.",
                    "Jiang et al. 2021", "What speaks against the class has no part in it."},
                   whence::layer_cam{at.tap}},
      method_entry{{"hires_cam", "HiResCAM",
                    "What each place adds to the score, with its sign: sum of dy/dA times A, cell by cell.",
                    "Draelos and Carin 2020",
                    "Adds up to the score only where nothing but a linear layer lies behind the tap.", symmetric},
                   whence::hires_cam{at.tap}},
      method_entry{{"element_wise_grad_cam", "Element-wise Grad-CAM",
                    "HiResCAM without what speaks against the class: sum of max(0, dy/dA times A), cell by cell.",
                    "pytorch-grad-cam's GradCAMElementWise; there is no paper",
                    "Counts one feature map's evidence without another's against it."},
                   whence::element_wise_grad_cam{at.tap}},
      method_entry{{"eigen_grad_cam", "Eigen-Grad-CAM",
                    "What the contributions dy/dA times A of the feature maps have in common: their first principal "
                    "component, what is positive of it.",
                    "pytorch-grad-cam's EigenGradCAM; there is no paper",
                    "A principal component has no sign of its own; here it grows where HiResCAM does."},
                   whence::eigen_grad_cam{at.tap}},
      method_entry{{"eigen_cam", "Eigen-CAM",
                    "What the feature maps have in common: their projection on their first right singular vector.",
                    "Muhammad and Yeasin 2020, section III",
                    "The same map whatever is asked: it shows what the network sees, not why it answers.", symmetric},
                   whence::eigen_cam{at.tap}},
      method_entry{
          {"fem", "FEM", "Where each feature map lies two standard deviations above its mean, weighed by that mean.",
           "Fuad et al. 2020", "The same map whatever is asked: it shows what the network sees, not why it answers."},
          whence::fem{at.tap}},
      method_entry{{"random_cam", "Random weights",
                    "The feature maps, weighed at random: max(0, sum of w A), w even over (-1, 1).",
                    "pytorch-grad-cam's RandomCAM; there is no paper",
                    "No explanation: a map that looks no better than this one has said nothing."},
                   whence::random_cam{at.tap}}};
}

}  // namespace compare
