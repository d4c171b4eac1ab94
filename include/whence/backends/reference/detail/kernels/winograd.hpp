// SPDX-License-Identifier: BSD-3-Clause
// Winograd's convolution F(4 x 4, 3 x 3): a tile of 4 x 4 outputs from 6 x 6 inputs with 36 multiplications instead of
// 144. In one dimension, with the points 0, 1, -1, 2, -2 and infinity:
//
//     outputs = A^T ((G filter) . (B^T inputs))
//
// and in two, each matrix first along the columns, then along the rows.
//
// Lavin and Gray 2016, "Fast Algorithms for Convolutional Neural Networks", section 4.3
#pragma once
#include <cstddef>
#include <whence/backends/reference/detail/kernels/pack.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// Sides of a tile, of what it reads, and how many products it takes for each pair of channel and filter.
inline constexpr std::size_t tile_outputs = 4;
inline constexpr std::size_t tile_inputs = 6;
inline constexpr std::size_t tile_products = tile_inputs * tile_inputs;

/// to[i stride] = (B^T from)_i for 6 numbers.
template <class Pack>
[[gnu::always_inline]] inline void transform_inputs(Pack const (&from)[6], Pack* to, std::size_t stride) {
  Pack const a = from[4] - 4.0F * from[2];
  Pack const b = from[3] - 4.0F * from[1];
  Pack const c = from[4] - from[2];
  Pack const d = 2.0F * (from[3] - from[1]);
  to[0] = 4.0F * from[0] - 5.0F * from[2] + from[4];
  to[stride] = a + b;
  to[2 * stride] = a - b;
  to[3 * stride] = c + d;
  to[4 * stride] = c - d;
  to[5 * stride] = 4.0F * from[1] - 5.0F * from[3] + from[5];
}

/// to[i stride] = (A^T from)_i: 4 numbers from 6.
template <class Pack>
[[gnu::always_inline]] inline void transform_outputs(Pack const (&from)[6], Pack* to, std::size_t stride) {
  Pack const a = from[1] + from[2];
  Pack const b = from[1] - from[2];
  Pack const c = from[3] + from[4];
  Pack const d = from[3] - from[4];
  to[0] = from[0] + a + c;
  to[stride] = b + 2.0F * d;
  to[2 * stride] = a + 4.0F * c;
  to[3 * stride] = b + 8.0F * d + from[5];
}

/// to[i stride] = (G from)_i: 6 numbers from 3.
template <class Pack>
[[gnu::always_inline]] inline void transform_filter(Pack const& first, Pack const& middle, Pack const& last, Pack* to,
                                                    std::size_t stride) {
  Pack const ends = first + last;
  Pack const far = (1.0F / 24) * first + (1.0F / 6) * last;
  Pack const near = (1.0F / 12) * middle;
  to[0] = 0.25F * first;
  to[stride] = (-1.0F / 6) * (ends + middle);
  to[2 * stride] = (-1.0F / 6) * (ends - middle);
  to[3 * stride] = far + near;
  to[4 * stride] = far - near;
  to[5 * stride] = last;
}

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
