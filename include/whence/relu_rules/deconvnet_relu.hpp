// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/relu_rule.hpp>

namespace whence {

/// Deconvnet: g passes where it is positive, whatever the ReLU did in the forward pass.
///
/// @source Zeiler and Fergus 2014, "Visualizing and Understanding Convolutional Networks", section 2.1
struct deconvnet_relu {
  template <class T>
  [[nodiscard]] constexpr auto operator()(T const&, T const& gradient) const {
    return gradient > 0;
  }
};

static_assert(relu_rule<deconvnet_relu>);

}  // namespace whence
