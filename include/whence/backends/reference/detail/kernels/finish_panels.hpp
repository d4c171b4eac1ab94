// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/output_tiles.hpp>
#include <whence/backends/reference/detail/kernels/panel_products.hpp>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// Transformed inputs of some panels of tiles: 36 products, of each, panel after panel, (blocks of channels, rows, 16).
struct transformed_inputs {
  float* values;
  std::size_t first_panel;     ///< the one that begins at `values`
  std::size_t product_stride;  ///< from one product to the next

  /// Numbers between one product and the next for so many rows: a line more than they take, because 36 addresses a
  /// power of two apart would share a few places of the cache.
  [[nodiscard]] static constexpr std::size_t stride_of(std::size_t rows, std::size_t channels) {
    return rows * blocks_of(channels) * block_channels + block_channels;
  }
};

/// How many numbers the products of some rows take, for 32 filters.
[[nodiscard]] constexpr std::size_t products_size(std::size_t rows) {
  return tile_products * (rows * panel_filters + block_channels);
}

/// Products and outputs of some panels of tiles for 32 filters, from inputs that are transformed already.
///
/// products: scratch of `products_size` numbers
struct finish_panels {
  template <int Bytes>
  [[gnu::always_inline]] static void run(tile_job const& job, tile_panels const& panels, std::size_t first,
                                         std::size_t end, std::size_t filter_panel, transformed_inputs const& inputs,
                                         float* products) {
    constexpr std::size_t large = kernels::large_panel(Bytes);
    constexpr std::size_t small = kernels::small_panel(Bytes);
    constexpr std::size_t passes = panel_filters * sizeof(float) / (2 * Bytes);
    std::size_t const first_row = panels.begin(first);
    std::size_t const rows = panels.begin(end) - first_row;
    std::size_t const block_stride = rows * block_channels;
    std::size_t const product_stride = 2 * block_stride + block_channels;
    std::size_t const row_inputs = blocks_of(job.channels) * block_channels;
    std::size_t const panel_weights = job.channels * panel_filters;
    // Together, the panels fetch the next product's weights: 32 lines a block of channels.
    std::size_t const next_lines = std::max<std::size_t>(1, panel_filters / ((end - first) * passes));
    for (std::size_t product = 0; product != tile_products; ++product) {
      float const* const weights = job.weights + (filter_panel * tile_products + product) * panel_weights;
      bool const last = product + 1 == tile_products;
      for (std::size_t panel = first; panel != end; ++panel) {
        float const* const from = inputs.values + product * inputs.product_stride +
                                  (panels.begin(panel) - panels.begin(inputs.first_panel)) * row_inputs;
        float* const to = products + product * product_stride + (panels.begin(panel) - first_row) * block_channels;
        float const* const next = weights + (last ? 0 : panel_weights);
        if (panels.is_large(panel)) {
          kernels::multiply_panel<Bytes, large>(job.channels, from, weights, to, block_stride, next, next_lines);
        } else {
          kernels::multiply_panel<Bytes, small>(job.channels, from, weights, to, block_stride, next, next_lines);
        }
      }
    }
    output_tiles<Bytes>::finish(job, first_row, std::min(rows, job.tiles() - first_row), filter_panel, products,
                                product_stride, block_stride);
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
