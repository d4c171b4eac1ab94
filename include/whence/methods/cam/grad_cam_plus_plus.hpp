// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/grad_cam_plus_plus_formula.hpp>

namespace whence {

/// Grad-CAM++: Grad-CAM that counts only what speaks for the answer, and does so for every place by itself, so that
/// several objects of the class, or small ones, are not lost in the mean.
///
///     L(i, j) = max(0, sum_k w_k A_k(i, j)),   w_k by `grad_cam_plus_plus_formula`
///
/// Take a tap behind a ReLU: the weights divide by sums of A. Since gradients against the answer are dropped, it tells
/// classes apart less well than Grad-CAM does.
///
/// @source Chattopadhay et al. 2018, "Grad-CAM++", equation 19, up to a factor e^y that every cell shares
template <class At = deepest_tap>
struct grad_cam_plus_plus : class_activation<grad_cam_plus_plus_formula, At> {};
template <class At>
grad_cam_plus_plus(At) -> grad_cam_plus_plus<At>;
grad_cam_plus_plus()->grad_cam_plus_plus<deepest_tap>;

}  // namespace whence
