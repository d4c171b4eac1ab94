// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/backends/reference/detail/kernels/pack.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// `count` numbers, less than a pack's, and zeros in the lanes behind them.
template <class Pack, class T>
[[gnu::always_inline]] inline Pack load_first(T const* from, std::size_t count) {
  T lanes[sizeof(Pack) / sizeof(T)] = {};
  for (std::size_t i = 0; i != count; ++i) lanes[i] = from[i];
  return Pack::load(lanes);
}

/// The same in the last lanes, and zeros before them.
template <class Pack, class T>
[[gnu::always_inline]] inline Pack load_last(T const* from, std::size_t count) {
  T lanes[sizeof(Pack) / sizeof(T)] = {};
  for (std::size_t i = 0; i != count; ++i) lanes[sizeof(Pack) / sizeof(T) - count + i] = from[i];
  return Pack::load(lanes);
}

/// The first `count` lanes.
template <class Pack, class T>
[[gnu::always_inline]] inline void store_first(Pack const& values, T* to, std::size_t count) {
  T lanes[sizeof(Pack) / sizeof(T)];
  values.store(lanes);
  for (std::size_t i = 0; i != count; ++i) to[i] = lanes[i];
}

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
