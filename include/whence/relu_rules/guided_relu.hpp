// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/relu_rule.hpp>

namespace whence {

/// Guided backprop: g passes where the ReLU was open and g itself is positive.
///
/// @source Springenberg et al. 2015, "Striving for Simplicity", section 3.4
struct guided_relu {
  template <class T>
  [[nodiscard]] constexpr auto operator()(T const& input, T const& gradient) const {
    return (input > 0) & (gradient > 0);
  }
};

static_assert(relu_rule<guided_relu>);

}  // namespace whence
