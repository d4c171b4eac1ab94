// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/wrappers/with_relu.hpp>
#include <whence/relu_rules/deconvnet_relu.hpp>

namespace whence {

/// Deconvnet: the gradient at the image, every ReLU passing positive gradients, whether it was open or not. Poolings
/// send them where the forward pass found the maximum.
///
/// @cost one forward pass, one backward pass to the image
/// @source Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 2.1
using deconvnet = with_relu<deconvnet_relu, input_gradient>;

}  // namespace whence
