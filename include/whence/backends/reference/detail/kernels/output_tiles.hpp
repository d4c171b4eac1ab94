// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// From the products of some tiles with 32 filters to outputs: inverse transform, bias, ReLU, pooling, all in
/// registers.
template <int Bytes>
struct output_tiles {
  static constexpr std::size_t width = Bytes / sizeof(float);
  using numbers = pack<float, width>;

  /// products: 36 of them `product_stride` apart; of each two blocks of filters `block_stride` apart, (tiles, 16)
  [[gnu::always_inline]] static void finish(tile_job const& job, std::size_t first_tile, std::size_t tiles,
                                            std::size_t panel, float const* products, std::size_t product_stride,
                                            std::size_t block_stride) {
    std::size_t const end_block = std::min(2 * panel + 2, blocks_of(job.filters));
    for (std::size_t block = 2 * panel; block != end_block; ++block) {
      float const* const of_block = products + block % 2 * block_stride;
      for (std::size_t tile = 0; tile != tiles; ++tile) {
        tile_place const place = kernels::place_of(job, first_tile + tile);
        for (std::size_t lane = 0; lane < block_channels; lane += width) {
          numbers outputs[tile_outputs * tile_outputs];
          inverse(of_block + tile * block_channels + lane, product_stride, outputs);
          numbers const bias = numbers::load(job.bias + block * block_channels + lane);
#pragma GCC unroll 16
          for (std::size_t i = 0; i != tile_outputs * tile_outputs; ++i) outputs[i] = outputs[i] + bias;
          store(job, place, block, lane, outputs);
        }
      }
    }
  }

 private:
  [[gnu::always_inline]] static void inverse(float const* products, std::size_t product_stride, numbers* outputs) {
    numbers half[tile_outputs * tile_inputs];
    numbers line[tile_inputs];
#pragma GCC unroll 6
    for (std::size_t j = 0; j != tile_inputs; ++j) {
#pragma GCC unroll 6
      for (std::size_t i = 0; i != tile_inputs; ++i) {
        line[i] = numbers::load(products + (i * tile_inputs + j) * product_stride);
      }
      kernels::transform_outputs(line, half + j, tile_inputs);
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i != tile_outputs; ++i) {
#pragma GCC unroll 6
      for (std::size_t j = 0; j != tile_inputs; ++j) line[j] = half[i * tile_inputs + j];
      kernels::transform_outputs(line, outputs + i * tile_outputs, 1);
    }
  }

  [[gnu::always_inline]] static void store(tile_job const& job, tile_place const& place, std::size_t block,
                                           std::size_t lane, numbers (&outputs)[tile_outputs * tile_outputs]) {
    std::size_t const plane = place.image * blocks_of(job.filters) + block;
    std::size_t const rows = std::min(tile_outputs, job.height - place.row);
    std::size_t const columns = std::min(tile_outputs, job.width - place.column);
    std::size_t const first = ((plane * job.height + place.row) * job.width + place.column) * block_channels + lane;
    if (job.plain != nullptr) store_cells<tile_outputs>(outputs, job.plain + first, job.width, rows, columns);
    if (job.rectify) {
#pragma GCC unroll 16
      for (std::size_t i = 0; i != tile_outputs * tile_outputs; ++i) outputs[i] = kernels::rectified(outputs[i]);
    }
    if (job.activated != nullptr) store_cells<tile_outputs>(outputs, job.activated + first, job.width, rows, columns);
    if (job.pooled == nullptr) return;
    numbers pooled[4];
#pragma GCC unroll 4
    for (std::size_t i = 0; i != 4; ++i) {
      numbers const* const corner = outputs + i / 2 * 2 * tile_outputs + i % 2 * 2;
      numbers const upper = kernels::larger(corner[0], corner[1]);
      numbers const lower = kernels::larger(corner[tile_outputs], corner[tile_outputs + 1]);
      pooled[i] = kernels::larger(upper, lower);
    }
    std::size_t const width_pooled = job.width / 2;
    std::size_t const row = plane * (job.height / 2) + place.row / 2;
    float* const to = job.pooled + (row * width_pooled + place.column / 2) * block_channels + lane;
    store_cells<2>(pooled, to, width_pooled, rows / 2, columns / 2);
  }

  /// Side x Side cells, or those of them that lie inside the map: these by way of a copy.
  template <std::size_t Side>
  [[gnu::always_inline]] static void store_cells(numbers const* cells, float* to, std::size_t row_cells,
                                                 std::size_t rows, std::size_t columns) {
    alignas(64) float copy[Side * Side * block_channels];
    bool const whole = rows == Side && columns == Side;
    float* const first = whole ? to : copy;
    std::size_t const stride = (whole ? row_cells : Side) * block_channels;
#pragma GCC unroll 4
    for (std::size_t i = 0; i != Side; ++i) {
#pragma GCC unroll 4
      for (std::size_t j = 0; j != Side; ++j) cells[i * Side + j].store(first + i * stride + j * block_channels);
    }
    if (whole) return;
    for (std::size_t i = 0; i != rows; ++i) {
      for (std::size_t j = 0; j != columns; ++j) {
        __builtin_memcpy(to + (i * row_cells + j) * block_channels, copy + (i * Side + j) * block_channels,
                         width * sizeof(float));
      }
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
