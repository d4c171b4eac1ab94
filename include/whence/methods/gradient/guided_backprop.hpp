// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/relu_rules/guided_relu.hpp>

namespace whence {

/// Guided backprop: the gradient at the image, every ReLU passing positive gradients through open units only. A sharp
/// picture of what the network responds to; it hardly depends on the question (Adebayo et al. 2018).
///
/// @cost one forward pass, one backward pass to the image
/// @source Springenberg et al. 2015, "Striving for Simplicity: The All Convolutional Net", section 3.4
using guided_backprop = with_relu<guided_relu, input_gradient>;

}  // namespace whence
