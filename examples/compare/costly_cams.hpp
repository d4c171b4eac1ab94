// SPDX-License-Identifier: BSD-3-Clause
// Class activation maps that ask the network again, of noisy or masked images, or from the tap on.
#pragma once
#include <tuple>
#include <whence/methods/cam/ablation_cam.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/cam/is_cam.hpp>
#include <whence/methods/cam/layer_cam.hpp>
#include <whence/methods/cam/recipro_cam.hpp>
#include <whence/methods/cam/score_cam.hpp>
#include <whence/methods/cam/smooth_grad_cam_plus_plus.hpp>
#include <whence/methods/cam/ss_cam.hpp>
#include <whence/methods/wrappers/layer_cam_fusion.hpp>
#include <whence/methods/wrappers/over_taps.hpp>
#include <whence/methods/wrappers/test_time_augmentation.hpp>

#include "compare/method_entry.hpp"
#include "compare/setting.hpp"

namespace compare {

template <class Tap>
auto costly_cams(setting<Tap> const& at) {
  whence::smooth_grad_cam_plus_plus smooth{at.tap};
  smooth.samples = at.samples(50, 10);
  whence::ss_cam<Tap> noisy{{at.tap}};
  noisy.masks.count = at.samples(35, 1);
  whence::is_cam<Tap> intensified{{at.tap}};
  intensified.masks.count = at.samples(10, 2);
  return std::tuple{
      method_entry{{"over_taps", "LayerCAM at several taps",
                    "LayerCAM in front of each of the last three poolings, each map divided by its maximum and lifted "
                    "by tanh(2 M); of all, the largest.",
                    "Jiang et al. 2021, equation 9", "Earlier layers see edges, and are as loud as the last."},
                   whence::over_taps{whence::layer_cam{at.tap}, at.taps, whence::layer_cam_fusion{}}},
      method_entry{{"test_time_augmentation", "Grad-CAM, augmented",
                    "The mean of Grad-CAM's maps of the image and its mirror image, both also fainter and stronger.",
                    "pytorch-grad-cam's aug_smooth; there is no paper",
                    "Asks about the mirror image, which may mean something else, such as a word."},
                   whence::test_time_augmentation{whence::grad_cam{at.tap}}},
      method_entry{{"smooth_grad_cam_plus_plus", "Smooth Grad-CAM++",
                    "Grad-CAM++ whose derivatives are means over noisy copies of the image.",
                    "Omeiza et al. 2019, section 3", "What Grad-CAM++ is known for."},
                   smooth},
      method_entry{{"ablation_cam", "Ablation-CAM",
                    "The feature maps, each weighed by what the score loses without it: max(0, sum of w A), w = (y - y "
                    "without A) / |y|.",
                    "Desai and Ramaswamy 2020, equations 5 and 6",
                    "Two maps that say the same, of which either is enough, both seem unimportant. Zero means absence "
                    "only behind a ReLU."},
                   whence::ablation_cam{at.tap}},
      method_entry{{"recipro_cam", "Recipro-CAM",
                    "What the network would answer, did it see one cell of the feature maps and zeros elsewhere.",
                    "Byun and Lee 2022, equations 1 to 3",
                    "A network whose classifier is not averaged over the cells, as VGG's, has never seen such maps."},
                   whence::recipro_cam{at.tap}},
      method_entry{{"score_cam", "Score-CAM",
                    "The feature maps, weighed by a softmax of the answers to the image seen through each of them.",
                    "Wang et al. 2020, equation 7 and algorithm 1",
                    "Under the softmax the map hangs on the few feature maps with the largest answers. Masked images "
                    "are unlike any the network has seen."},
                   whence::score_cam{at.tap}},
      method_entry{{"ss_cam", "SS-CAM", "Score-CAM, every answer averaged over noise on the mask.",
                    "Wang et al. 2020, SS-CAM, section 3",
                    "Noise of the paper's deviation, 2, drowns masks that run from 0 to 1."},
                   noisy},
      method_entry{{"is_cam", "IS-CAM", "Score-CAM, every answer averaged over intensities of the mask.",
                    "Naidu et al. 2020, section 3",
                    "The paper's intensities leave [0, 1]: ten of them end at 4.5 times the image."},
                   intensified}};
}

}  // namespace compare
