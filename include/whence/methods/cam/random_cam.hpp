// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/random_cam_formula.hpp>

namespace whence {

/// A baseline, no explanation: Grad-CAM with weights drawn at random. A map that looks no better than this one shows
/// what any mixture of the feature maps shows.
///
///     L(i, j) = max(0, sum_k w_k A_k(i, j)),   w_k even over (-1, 1)
///
///     whence::random_cam method;
///     method.formula.seed = 7;
///
/// @source pytorch-grad-cam's RandomCAM; there is no paper
template <class At = deepest_tap>
struct random_cam : class_activation<random_cam_formula, At> {};
template <class At>
random_cam(At) -> random_cam<At>;
random_cam()->random_cam<deepest_tap>;

}  // namespace whence
