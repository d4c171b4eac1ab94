// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <variant>
#include <whence/backends/reference/layers/adaptive_average_pool.hpp>
#include <whence/backends/reference/layers/addition.hpp>
#include <whence/backends/reference/layers/convolution.hpp>
#include <whence/backends/reference/layers/dropout.hpp>
#include <whence/backends/reference/layers/flatten.hpp>
#include <whence/backends/reference/layers/linear.hpp>
#include <whence/backends/reference/layers/max_pool.hpp>
#include <whence/backends/reference/layers/relu.hpp>

namespace whence::reference {

/// Every layer the engine knows: a closed set, visited exhaustively. A layer has
///
///     kind                                    its name in words
///     output_shape(input shape)               throws shape_error where the input does not fit
///     geometry_behind(geometry, input shape)  where the output's cells look, nullopt where nobody can tell
///     forward(input, executor)
///     pullback(gradient, input or its shape [, ReLU rule], executor), the input where `pullback_reads_input`
template <class T>
using layer = std::variant<convolution<T>, relu<T>, max_pool<T>, adaptive_average_pool<T>, flatten<T>, linear<T>,
                           dropout<T>, addition<T>>;

/// A layer that asks the ReLU rule which gradients pass.
template <class Layer>
concept rectifying_layer = requires {
  requires Layer::follows_relu_rule;
};

}  // namespace whence::reference
