// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/masked_scoring.hpp>
#include <whence/methods/cam/whole_masks.hpp>

namespace whence {

/// Score-CAM: every feature map weighed by what the network answers to the image seen through it. No gradient is asked
/// for.
///
///     L(i, j) = max(0, sum_k a_k A_k(i, j)),   a = softmax over k of y(x * H_k) - y(0)
///     H_k: A_k at the image's resolution, stretched to [0, 1]; of an A_k that is the same everywhere, zeros
///
/// Two formulas were published: the one above, and the authors' program, whose weights are the probabilities themselves
/// (`weights = mask_weights::score`, asked with `probability{}`). Under the softmax the sum of thousands of maps hangs
/// on the few with the largest logits, and y(0) cancels. The image of zeros is the mean colour where images are
/// normalised.
///
/// @source Wang et al. 2020, "Score-CAM: Score-Weighted Visual Explanations for Convolutional Neural Networks",
///         definition 3, equation 7 and algorithm 1
template <class At = deepest_tap>
struct score_cam : masked_scoring<whole_masks, At> {};
template <class At>
score_cam(At) -> score_cam<At>;
score_cam()->score_cam<deepest_tap>;

}  // namespace whence
