// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/relu_rule.hpp>

namespace whence {

/// The gradient proper: g passes where the ReLU was open, x > 0. At x = 0 nothing passes.
struct plain_relu {
  template <class T>
  [[nodiscard]] constexpr auto operator()(T const& input, T const&) const {
    return input > 0;
  }
};

static_assert(relu_rule<plain_relu>);

}  // namespace whence
