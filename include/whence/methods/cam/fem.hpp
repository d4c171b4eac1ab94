// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/concepts/deepest_tap.hpp>
#include <whence/methods/cam/class_activation.hpp>
#include <whence/methods/cam/fem_formula.hpp>

namespace whence {

/// FEM, the feature explanation method: where many feature maps are unusually strong. It needs no backward pass, and
/// whatever is asked, the map is the same: it shows what the network sees, not what speaks for an answer.
///
///     L(i, j) = sum_k m_k [A_k(i, j) > m_k + k s_k],   m_k, s_k: mean and standard deviation of A_k; k = 2
///
///     whence::fem method;
///     method.formula.deviations = 1;
///
/// @source Fuad et al. 2020, "Features Understanding in 3D CNNs for Actions Recognition in Video"
template <class At = deepest_tap>
struct fem : class_activation<fem_formula, At> {};
template <class At>
fem(At) -> fem<At>;
fem()->fem<deepest_tap>;

}  // namespace whence
