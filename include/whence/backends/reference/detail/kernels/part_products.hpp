// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/dispatch.hpp>
#include <whence/backends/reference/detail/kernels/row_products.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// sums(m, o) += rows(o, part m) inputs(m, .), where part m of a row is `part_size` columns from
/// `parts[m] * part_size` on. A row is read once, however many parts there are.
template <class T>
struct part_products {
  T const* rows;
  std::size_t row_count;
  std::size_t row_stride;
  std::size_t const* parts;
  std::size_t part_count;
  std::size_t part_size;
  T const* inputs;
  T* sums;
  std::size_t sum_stride;  ///< from part to part

  /// As a kernel for `dispatch`.
  template <int Bytes>
  [[gnu::always_inline]] static void run(part_products const& all) {
    using products = row_products<T>;
    for (std::size_t o = 0; o < all.row_count; o += products::rows_of_one_image) {
      std::size_t const rows = std::min(products::rows_of_one_image, all.row_count - o);
      for (std::size_t m = 0; m != all.part_count; ++m) {
        products const part{.rows = all.rows + o * all.row_stride + all.parts[m] * all.part_size,
                            .row_count = rows,
                            .row_stride = all.row_stride,
                            .images = all.inputs + m * all.part_size,
                            .image_count = 1,
                            .image_stride = 0,
                            .columns = all.part_size,
                            .sums = all.sums + m * all.sum_stride + o,
                            .sum_stride = all.sum_stride};
        products::template one_image<Bytes>(part);
      }
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
