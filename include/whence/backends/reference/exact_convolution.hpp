// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>
#include <whence/backends/reference/detail/multiply_tile.hpp>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/detail/window_rows.hpp>
#include <whence/backends/reference/filter_bank.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/window.hpp>
#include <whence/core/executor.hpp>
#include <whence/core/tensor.hpp>

namespace whence::reference {

/// Convolution as matrix multiplication, in tiles whose shape depends on the layer and the image size alone. An image
/// has the same bits in any batch and on any number of threads.
template <class T>
struct exact_convolution {
  static constexpr std::size_t filters_a_task = 4 * detail::tile::filters;

  /// @param input (N, C, H, W)
  /// @param output (N, K, h, w), overwritten
  static void forward(filter_bank<T> const& bank, map_shape const& in, map_shape const& out, T const* input, T* output,
                      std::size_t images, executor const& threads) {
    detail::shares const parts(out.cells(), detail::tile::cells);
    detail::shares const blocks(bank.group_filters(), filters_a_task);
    std::size_t const tasks_an_image = parts.count() * blocks.count() * bank.groups;
    std::vector<std::vector<T>> scratch(threads.width());
    threads.parallel_for(images * tasks_an_image, [&](std::size_t task, std::size_t worker) {
      std::size_t const image = task / tasks_an_image;
      std::size_t const group = task % tasks_an_image / (parts.count() * blocks.count());
      detail::share const part = parts[task % parts.count()];
      detail::share const block = blocks[task / parts.count() % blocks.count()];
      scratch[worker].resize(detail::tile::terms * detail::tile::cells);
      forward_block(bank, in, out, input + image * in.size() + group * bank.group_channels() * in.cells(),
                    output + image * out.size(), group * bank.group_filters() + block.begin, block.size(), part,
                    scratch[worker].data());
    });
  }

  /// @param gradient (N, K, h, w)
  /// @param result (N, C, H, W), overwritten
  static void pullback(filter_bank<T> const& bank, map_shape const& in, map_shape const& out, T const* gradient,
                       T* result, std::size_t images, executor const& threads) {
    std::size_t const kernel = bank.geometry.rows.kernel * bank.geometry.columns.kernel;
    detail::shares const blocks(bank.group_channels(), std::max<std::size_t>(1, detail::tile::filters / kernel));
    std::size_t const tasks_an_image = blocks.count() * bank.groups;
    std::vector<std::vector<T>> scratch(threads.width());
    threads.parallel_for(images * tasks_an_image, [&](std::size_t task, std::size_t worker) {
      std::size_t const image = task / tasks_an_image;
      std::size_t const group = task % tasks_an_image / blocks.count();
      detail::share const block = blocks[task % blocks.count()];
      scratch[worker].resize(block.size() * kernel * detail::tile::cells);
      pullback_block(bank, in, out, gradient + image * out.size(),
                     result + image * in.size() + group * bank.group_channels() * in.cells(), group, block,
                     scratch[worker].data());
    });
  }

 private:
  static void forward_block(filter_bank<T> const& bank, map_shape const& in, map_shape const& out, T const* input,
                            T* output, std::size_t first_filter, std::size_t filters, detail::share part, T* rows) {
    std::size_t const kernel_columns = bank.geometry.columns.kernel;
    std::size_t const kernel = bank.geometry.rows.kernel * kernel_columns;
    for (std::size_t k = first_filter; k != first_filter + filters; ++k) {
      std::fill_n(output + k * out.cells() + part.begin, part.size(), bank.bias.data()[k]);
    }
    for (std::size_t term = 0; term < bank.terms(); term += detail::tile::terms) {
      std::size_t const terms = std::min(detail::tile::terms, bank.terms() - term);
      for (std::size_t r = 0; r != terms; ++r) {
        std::size_t const channel = (term + r) / kernel;
        std::size_t const position = (term + r) % kernel;
        detail::gather_row(bank.geometry, in, out, position / kernel_columns, position % kernel_columns, part,
                           input + channel * in.cells(), rows + r * part.size());
      }
      for (std::size_t k = 0; k < filters; k += detail::tile::filters) {
        std::size_t const filter = first_filter + k;
        detail::multiply_tile(detail::operand::as_stored, std::min(detail::tile::filters, filters - k), part.size(),
                              terms, bank.weights.data() + filter * bank.terms() + term, bank.terms(), rows,
                              part.size(), T(1), output + filter * out.cells() + part.begin, out.cells());
      }
    }
  }

  static void pullback_block(filter_bank<T> const& bank, map_shape const& in, map_shape const& out, T const* gradient,
                             T* result, std::size_t group, detail::share block, T* rows) {
    std::size_t const kernel_columns = bank.geometry.columns.kernel;
    std::size_t const kernel = bank.geometry.rows.kernel * kernel_columns;
    std::size_t const first_row = block.begin * kernel;
    std::fill_n(result + block.begin * in.cells(), block.size() * in.cells(), T(0));
    detail::shares const parts(out.cells(), detail::tile::cells);
    for (std::size_t p = 0; p != parts.count(); ++p) {
      detail::share const part = parts[p];
      for (std::size_t row = 0; row < block.size() * kernel; row += detail::tile::filters) {
        std::size_t const some_rows = std::min(detail::tile::filters, block.size() * kernel - row);
        for (std::size_t k = 0; k < bank.group_filters(); k += detail::tile::terms) {
          std::size_t const filter = group * bank.group_filters() + k;
          detail::multiply_tile(detail::operand::transposed, some_rows, part.size(),
                                std::min(detail::tile::terms, bank.group_filters() - k),
                                bank.weights.data() + filter * bank.terms() + first_row + row, bank.terms(),
                                gradient + filter * out.cells() + part.begin, out.cells(), k == 0 ? T(0) : T(1),
                                rows + row * part.size(), part.size());
        }
      }
      for (std::size_t r = 0; r != block.size() * kernel; ++r) {
        detail::scatter_row(bank.geometry, in, out, r % kernel / kernel_columns, r % kernel_columns, part,
                            rows + r * part.size(), result + (block.begin + r / kernel) * in.cells());
      }
    }
  }
};

}  // namespace whence::reference
