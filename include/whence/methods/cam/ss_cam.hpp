// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/masked_scoring.hpp>
#include <whence/methods/cam/noisy_masks.hpp>

namespace whence {

/// SS-CAM: Score-CAM, every answer averaged over noise.
///
///     a = softmax over k of (1/n) sum_s y(x * (H_k + noise_ks)) - y(0)      noise on the mask: the paper's SS-CAM(1)
///     a = softmax over k of (1/n) sum_s y(x * H_k + noise_ks) - y(0)        `masks.on_image`: its SS-CAM(2)
///
/// Noise of the paper's deviation, 2, drowns a mask that runs from 0 to 1. Maps that are zero everywhere are asked
/// about too: behind their noise is the image.
///
/// @cost one forward pass, and K * 35 an image
/// @source Wang, Naidu, Michael and Kundu 2020, "SS-CAM: Smoothed Score-CAM for Sharper Visual Feature Localization",
///         section 3
template <class At = deepest_tap>
struct ss_cam : masked_scoring<noisy_masks, At> {};
template <class At>
ss_cam(At) -> ss_cam<At>;
ss_cam()->ss_cam<deepest_tap>;

}  // namespace whence
