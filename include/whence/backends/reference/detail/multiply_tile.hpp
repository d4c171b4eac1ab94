// SPDX-License-Identifier: BSD-3-Clause
#pragma once
// The wrapper of CBLAS needs these before it, and xtensor-blas's configuration first: without it, it falls back to
// loops.
#include <cmath>
#include <complex>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <type_traits>
#include <xtensor-blas/xblas_config.hpp>

#ifndef HAVE_CBLAS
#error "whence: xtensor-blas was configured without CBLAS (XTENSOR_USE_FLENS_BLAS); its own loops are far too slow"
#endif

#include <cassert>
#include <cstddef>
#include <xflens/cxxblas/cxxblas.cxx>

namespace whence::reference::detail {

/// The most multiply-adds one BLAS call may do. OpenBLAS shares out larger products among threads of its own, and its
/// results then change with their number.
inline constexpr std::size_t tile_work = 262'144;

/// A tile of a product: at most `filters` x `cells`, summed over at most `terms`.
struct tile {
  static constexpr std::size_t filters = 64;
  static constexpr std::size_t cells = 64;
  static constexpr std::size_t terms = 64;
};
static_assert(tile::filters * tile::cells * tile::terms <= tile_work);

enum class operand { as_stored, transposed };

/// c (m, n) = beta c + a (m, k) b (k, n), all row-major with the given distances between rows.
template <class T>
void multiply_tile(operand how, std::size_t m, std::size_t n, std::size_t k, T const* a, std::size_t a_stride,
                   T const* b, std::size_t b_stride, T beta, T* c, std::size_t c_stride) {
  assert(m * n * k <= tile_work);
  using index = xt::blas_index_t;
  auto const transpose = how == operand::transposed ? cxxblas::Trans : cxxblas::NoTrans;
  cxxblas::gemm(cxxblas::RowMajor, transpose, cxxblas::NoTrans, static_cast<index>(m), static_cast<index>(n),
                static_cast<index>(k), T(1), a, static_cast<index>(a_stride), b, static_cast<index>(b_stride), beta, c,
                static_cast<index>(c_stride));
}

}  // namespace whence::reference::detail
