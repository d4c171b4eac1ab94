// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/intensified_masks.hpp>
#include <whence/methods/cam/masked_scoring.hpp>

namespace whence {

/// IS-CAM: Score-CAM, every answer averaged over intensities of the mask.
///
///     a = softmax over k of (1/n) sum_i y(c_i x * H_k) - y(0),   c_i = (0 + 1 + ... + i) / n,   i = 0 ... n - 1
///
/// So the paper has it, and so its intensities leave [0, 1]: ten of them end at 4.5 times the image.
/// `mask_intensities::even` averages over [0, 1].
///
/// @cost one forward pass, and K * 10 an image
/// @source Naidu et al. 2020, "IS-CAM: Integrated Score-CAM for axiomatic-based explanations", section 3
template <class At = deepest_tap>
struct is_cam : masked_scoring<intensified_masks, At> {};
template <class At>
is_cam(At) -> is_cam<At>;
is_cam()->is_cam<deepest_tap>;

}  // namespace whence
