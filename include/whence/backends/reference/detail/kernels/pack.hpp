// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <whence/backends/reference/detail/kernels/dispatch.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// `Width` numbers in one register, by the vector extensions of g++ and clang. Parameters are references because a
/// vector passed by value would change the calling convention; memory goes through memcpy because it need not be
/// aligned.
template <class T, int Width>
struct pack {
  typedef T lanes __attribute__((vector_size(Width * sizeof(T))));
  lanes values;

  [[gnu::always_inline]] static pack load(T const* from) {
    pack result;
    __builtin_memcpy(&result.values, from, sizeof(lanes));
    return result;
  }
  /// The same number in every lane. (`scalar - lanes{}`: adding zero is not folded away, since -0 + 0 is 0.)
  [[gnu::always_inline]] static pack all(T scalar) { return {scalar - lanes{}}; }
  [[gnu::always_inline]] static pack zero() { return {lanes{}}; }
  [[gnu::always_inline]] void store(T* to) const { __builtin_memcpy(to, &values, sizeof(lanes)); }

  [[gnu::always_inline]] friend pack operator+(pack const& a, pack const& b) { return {a.values + b.values}; }
  [[gnu::always_inline]] friend pack operator-(pack const& a, pack const& b) { return {a.values - b.values}; }
  [[gnu::always_inline]] friend pack operator*(T a, pack const& b) { return {a * b.values}; }
};

/// sum += a b, in one rounding where the instruction set has it.
template <class T, int Width>
[[gnu::always_inline]] inline void multiply_add(pack<T, Width>& sum, pack<T, Width> const& a, pack<T, Width> const& b) {
  sum.values = a.values * b.values + sum.values;
}

/// max(a, 0). A NaN stays one.
template <class T, int Width>
[[gnu::always_inline]] inline pack<T, Width> rectified(pack<T, Width> const& a) {
  typename pack<T, Width>::lanes const zero{};
  return {a.values < zero ? zero : a.values};
}

/// max(a, b), as max pooling takes it: a NaN wins; so it does from an infinite b, as in Winograd's sums. (0 b, because
/// g++ would take the comparison b != b apart into its lanes.)
template <class T, int Width>
[[gnu::always_inline]] inline pack<T, Width> larger(pack<T, Width> const& a, pack<T, Width> const& b) {
  pack<T, Width> result{a.values < b.values ? b.values : a.values};
  kernels::multiply_add(result, pack<T, Width>::zero(), b);
  return result;
}

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
