// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// The pullback of what is fused behind a convolution.
struct gradient_route {
  std::size_t height = 0;  ///< of the convolution's output
  std::size_t width = 0;
  bool pooled = false;     ///< 2 x 2 max pooling came last: the gradient is (h / 2, w / 2)
  bool ruled = false;      ///< go back through the ReLU too
  bool rectified = false;  ///< there was one, whose outputs the pooling saw
};

/// One block of channels of one image: sends each gradient to the cell that won its window (of equal ones the first in
/// row-major order), and lets pass what the ReLU rule lets pass.
///
/// gradient: (h or h / 2, w or w / 2, 16); plain: what the convolution put out, (h, w, 16); to: (h, w, 16), overwritten
template <class Rule>
struct route_gradient {
  template <int Bytes>
  [[gnu::always_inline]] static void run(gradient_route const& route, float const* gradient, float const* plain,
                                         float* to, Rule const& rule) {
    if (!route.pooled) {
      for (std::size_t i = 0; i != route.height * route.width; ++i) {
        pass(route, gradient + i * block_channels, plain + i * block_channels, to + i * block_channels, rule);
      }
      return;
    }
    if (route.height % 2 != 0 || route.width % 2 != 0) {  // the last row or column may be in no window
      __builtin_memset(to, 0, route.height * route.width * block_channels * sizeof(float));
    }
    std::size_t const columns = route.width / 2;
    for (std::size_t i = 0; i != route.height / 2; ++i) {
      for (std::size_t j = 0; j != columns; ++j) {
        std::size_t const cell = (2 * i * route.width + 2 * j) * block_channels;
        window(route, gradient + (i * columns + j) * block_channels, plain + cell, to + cell, rule);
      }
    }
  }

 private:
  [[gnu::always_inline]] static void pass(gradient_route const& route, float const* gradient, float const* plain,
                                          float* to, Rule const& rule) {
#if !defined(__clang__)  // which looks at run time whether they overlap
#pragma GCC ivdep
#endif
    for (std::size_t lane = 0; lane != block_channels; ++lane) {
      to[lane] = !route.ruled || rule(plain[lane], gradient[lane]) ? gradient[lane] : 0.0F;
    }
  }

  [[gnu::always_inline]] static void window(gradient_route const& route, float const* gradient, float const* plain,
                                            float* to, Rule const& rule) {
    std::size_t const cells[4] = {0, block_channels, route.width * block_channels, (route.width + 1) * block_channels};
    float best[block_channels];
    int winner[block_channels] = {};
    for (std::size_t lane = 0; lane != block_channels; ++lane) best[lane] = seen(route, plain[lane]);
    for (int q = 1; q != 4; ++q) {
      float const* const other = plain + cells[q];
      for (std::size_t lane = 0; lane != block_channels; ++lane) {
        float const value = seen(route, other[lane]);
        bool const wins = value > best[lane] || value != value;
        best[lane] = wins ? value : best[lane];
        winner[lane] = wins ? q : winner[lane];
      }
    }
    for (int q = 0; q != 4; ++q) {
      float const* const x = plain + cells[q];
      for (std::size_t lane = 0; lane != block_channels; ++lane) {
        float const g = winner[lane] == q ? gradient[lane] : 0.0F;
        to[cells[q] + lane] = !route.ruled || rule(x[lane], g) ? g : 0.0F;
      }
    }
  }

  /// What the pooling saw.
  [[gnu::always_inline]] static float seen(gradient_route const& route, float plain) {
    return route.rectified && plain < 0.0F ? 0.0F : plain;
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
