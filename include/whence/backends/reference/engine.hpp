// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>

namespace whence::reference {

/// How the reference backend computes its convolutions.
enum class engine {
  exact,  ///< as matrix products, by BLAS: any convolution, float and double, within rounding of PyTorch's
  fast,  ///< 3 x 3 ones of stride 1 and padding 1 in float by Winograd's algorithm, with the ReLU and the 2 x 2 pooling
         ///< behind them; four times the convolutions' weights in memory; others as `exact`
  lean   ///< the same, but transforms the weights anew in every pass: slower, and keeps nothing
};

/// What a model computes with unless it is told otherwise: `fast` for float, `exact` for double, which only that knows.
template <std::floating_point T>
inline constexpr engine default_engine = std::same_as<T, float> ? engine::fast : engine::exact;

}  // namespace whence::reference
