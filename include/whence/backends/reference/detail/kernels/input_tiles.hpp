// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/backends/reference/detail/kernels/tile_job.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// The 6 x 6 cells that a tile reads of one block of channels, and the distance between its rows. Where some of them
/// are padding, they are copied between zeros first.
struct tile_window {
  float const* first;
  std::size_t row_stride;

  [[gnu::always_inline]] tile_window(tile_job const& job, tile_place const& place, std::size_t block, float* copy) {
    float const* const plane =
        job.input + (place.image * blocks_of(job.channels) + block) * job.height * job.width * block_channels;
    bool const inside = place.row != 0 && place.column != 0 && place.row + tile_inputs - 1 <= job.height &&
                        place.column + tile_inputs - 1 <= job.width;
    if (inside) {
      first = plane + ((place.row - 1) * job.width + place.column - 1) * block_channels;
      row_stride = job.width * block_channels;
      return;
    }
    for (std::size_t i = 0; i != tile_inputs; ++i) {
      for (std::size_t j = 0; j != tile_inputs; ++j) {
        std::size_t const row = place.row + i - 1;  // before the first row, this wraps around
        std::size_t const column = place.column + j - 1;
        float* const cell = copy + (i * tile_inputs + j) * block_channels;
        if (row < job.height && column < job.width) {
          __builtin_memcpy(cell, plane + (row * job.width + column) * block_channels, block_channels * sizeof(float));
        } else {
          __builtin_memset(cell, 0, block_channels * sizeof(float));
        }
      }
    }
    first = copy;
    row_stride = tile_inputs * block_channels;
  }
};

/// Transforms the inputs of one panel of tiles, of some blocks of channels.
///
/// to: 36 products `product_stride` apart; of each (blocks of channels, rows of the panel, 16)
struct transform_panel {
  template <int Bytes>
  [[gnu::always_inline]] static void run(tile_job const& job, tile_panels const& panels, std::size_t panel,
                                         std::size_t first_block, std::size_t end_block, float* to,
                                         std::size_t product_stride) {
    std::size_t const rows = panels.rows(panel);
    std::size_t const tiles = panels.tiles(panel);
    for (std::size_t block = first_block; block != end_block; ++block) {
      for (std::size_t row = 0; row != tiles; ++row) {
        transform_tile<Bytes>(job, panels.begin(panel) + row, block, to + (block * rows + row) * block_channels,
                              product_stride);
      }
      for (std::size_t row = tiles; row != rows; ++row) {
        for (std::size_t product = 0; product != tile_products; ++product) {
          __builtin_memset(to + product * product_stride + (block * rows + row) * block_channels, 0,
                           block_channels * sizeof(float));
        }
      }
    }
  }

 private:
  template <int Bytes>
  [[gnu::always_inline]] static void transform_tile(tile_job const& job, std::size_t tile, std::size_t block, float* to,
                                                    std::size_t product_stride) {
    constexpr std::size_t width = Bytes / sizeof(float);
    using numbers = pack<float, width>;
    alignas(64) float copy[tile_products * block_channels];
    tile_window const window(job, kernels::place_of(job, tile), block, copy);
    for (std::size_t lane = 0; lane < block_channels; lane += width) {
      numbers half[tile_products];
      numbers line[tile_inputs];
#pragma GCC unroll 6
      for (std::size_t j = 0; j != tile_inputs; ++j) {
#pragma GCC unroll 6
        for (std::size_t i = 0; i != tile_inputs; ++i) {
          line[i] = numbers::load(window.first + i * window.row_stride + j * block_channels + lane);
        }
        kernels::transform_inputs(line, half + j, tile_inputs);
      }
#pragma GCC unroll 6
      for (std::size_t i = 0; i != tile_inputs; ++i) {
        numbers whole[tile_inputs];
#pragma GCC unroll 6
        for (std::size_t j = 0; j != tile_inputs; ++j) line[j] = half[i * tile_inputs + j];
        kernels::transform_inputs(line, whole, 1);
#pragma GCC unroll 6
        for (std::size_t j = 0; j != tile_inputs; ++j) {
          whole[j].store(to + (i * tile_inputs + j) * product_stride + lane);
        }
      }
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
