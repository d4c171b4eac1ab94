// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <whence/backends/reference/detail/kernels/dispatch.hpp>
#include <whence/backends/reference/detail/kernels/first_lanes.hpp>
#include <whence/backends/reference/detail/kernels/pack.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// sums(n, .) += scales(n, o) rows(o, .) over the rows that are open for image n, in their order: so a sum follows from
/// the image alone. Rows that are open for no image are not read.
template <class T>
struct row_sums {
  static constexpr std::size_t rows_a_block = 16;          ///< a part of one word of `open`
  static constexpr std::size_t piece = 1'536 / sizeof(T);  ///< columns of a block that stay near

  T const* rows;
  std::size_t row_count;
  std::size_t row_stride;
  T const* scales;
  std::size_t scale_stride;
  std::uint64_t const* open;  ///< a bit a row
  std::size_t open_stride;
  std::size_t image_count;
  std::size_t columns;
  T* sums;
  std::size_t sum_stride;  ///< from image to image

  /// As a kernel for `dispatch`.
  template <int Bytes>
  [[gnu::always_inline]] static void run(row_sums const& all) {
    if (all.image_count == 1) return one_image<Bytes>(all);
    std::uint64_t wanted = wanted_of(all, 0);
    for (std::size_t block = 0; block < all.row_count; block += rows_a_block) {
      std::size_t const next = block + rows_a_block;
      std::uint64_t const wanted_next = next < all.row_count ? wanted_of(all, next) : 0;
      for (std::size_t first = 0; first < all.columns; first += piece) {
        std::size_t const size = std::min(piece, all.columns - first);
        alignas(64) T near[rows_a_block * piece];
        copy<Bytes>(all, wanted, block, first, size, near);
        for (std::size_t n = 0; n != all.image_count; ++n) {
          fetch_ahead(all, wanted_next, next, first, size, n);
          T const* const scales = all.scales + n * all.scale_stride + block;
          taken open;
          for (std::uint64_t left = open_of(all, n, block); left != 0; left &= left - 1) {
            auto const row = static_cast<std::size_t>(std::countr_zero(left));
            open.add(near + row * piece, scales[row]);
          }
          add<Bytes>(open, taken{}, size, all.sums + n * all.sum_stride + first);
        }
      }
      wanted = wanted_next;
    }
  }

 private:
  /// Rows to be added together.
  struct taken {
    std::size_t count = 0;
    T const* rows[rows_a_block];
    T scales[rows_a_block];

    [[gnu::always_inline]] void add(T const* row, T scale) {
      rows[count] = row;
      scales[count++] = scale;
    }
  };

  [[gnu::always_inline]] static std::uint64_t open_of(row_sums const& all, std::size_t n, std::size_t block) {
    return all.open[n * all.open_stride + block / 64] >> block % 64 & ((1u << rows_a_block) - 1);
  }

  /// Straight from memory, few rows at once: more streams than that outrun the prefetchers. While some rows are added,
  /// the next are asked for.
  template <int Bytes>
  [[gnu::always_inline]] static void one_image(row_sums const& all) {
    constexpr std::size_t rows_at_once = 8;
    taken groups[2];
    taken* open = groups;
    taken* ahead = groups + 1;
    for (std::size_t word = 0; word != all.open_stride; ++word) {
      for (std::uint64_t left = all.open[word]; left != 0; left &= left - 1) {
        std::size_t const row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
        ahead->add(all.rows + row * all.row_stride, all.scales[row]);
        if (ahead->count != rows_at_once) continue;
        add<Bytes>(*open, *ahead, all.columns, all.sums);
        open->count = 0;
        std::swap(open, ahead);
      }
    }
    add<Bytes>(*open, *ahead, all.columns, all.sums);
    open->count = 0;
    add<Bytes>(*ahead, *open, all.columns, all.sums);
  }

  /// The rows of a block that some image wants.
  [[gnu::always_inline]] static std::uint64_t wanted_of(row_sums const& all, std::size_t block) {
    std::uint64_t wanted = 0;
    for (std::size_t n = 0; n != all.image_count; ++n) wanted |= open_of(all, n, block);
    return wanted;
  }

  /// Asks for the next block, each image for its part.
  [[gnu::always_inline]] static void fetch_ahead(row_sums const& all, std::uint64_t wanted, std::size_t block,
                                                 std::size_t first, std::size_t size, std::size_t n) {
    std::size_t const end = rows_a_block * (n + 1) / all.image_count;
    for (std::size_t row = rows_a_block * n / all.image_count; row != end; ++row) {
      if ((wanted >> row & 1) == 0) continue;
      T const* const from = all.rows + (block + row) * all.row_stride + first;
      for (std::size_t i = 0; i < size; i += 64 / sizeof(T)) __builtin_prefetch(from + i, 0, 2);
    }
  }

  template <int Bytes>
  [[gnu::always_inline]] static void copy(row_sums const& all, std::uint64_t wanted, std::size_t block,
                                          std::size_t first, std::size_t size, T* near) {
    using numbers = pack<T, Bytes / sizeof(T)>;
    constexpr std::size_t width = Bytes / sizeof(T);
    for (; wanted != 0; wanted &= wanted - 1) {
      auto const row = static_cast<std::size_t>(std::countr_zero(wanted));
      T const* const from = all.rows + (block + row) * all.row_stride + first;
      std::size_t i = 0;
      for (; i + width <= size; i += width) numbers::load(from + i).store(near + row * piece + i);
      for (; i != size; ++i) near[row * piece + i] = from[i];
    }
  }

  template <int Bytes>
  [[gnu::always_inline]] static void add(taken const& open, taken const& ahead, std::size_t size, T* sums) {
    if (open.count == 0) return;
    using numbers = pack<T, Bytes / sizeof(T)>;
    constexpr std::size_t width = Bytes / sizeof(T);
    std::size_t i = 0;
    for (; i + 8 * width <= size; i += 8 * width) add_packs<Bytes, 8>(open, ahead, i, sums + i);
    for (; i + width <= size; i += width) add_packs<Bytes, 1>(open, ahead, i, sums + i);
    if (i == size) return;
    numbers sum = kernels::load_first<numbers>(sums + i, size - i);
    for (std::size_t r = 0; r != open.count; ++r) {
      kernels::multiply_add(sum, kernels::load_first<numbers>(open.rows[r] + i, size - i),
                            numbers::all(open.scales[r]));
    }
    kernels::store_first(sum, sums + i, size - i);
  }

  template <int Bytes, std::size_t Packs>
  [[gnu::always_inline]] static void add_packs(taken const& open, taken const& ahead, std::size_t i, T* sums) {
    using numbers = pack<T, Bytes / sizeof(T)>;
    constexpr std::size_t width = Bytes / sizeof(T);
    numbers sum[Packs];
#pragma GCC unroll 8
    for (std::size_t p = 0; p != Packs; ++p) sum[p] = numbers::load(sums + p * width);
    for (std::size_t r = 0; r != open.count; ++r) {
      if (Packs > 1 && r < ahead.count) {
        for (std::size_t p = 0; p < Packs * width; p += 64 / sizeof(T)) __builtin_prefetch(ahead.rows[r] + i + p, 0, 2);
      }
      T const* const row = open.rows[r] + i;
      numbers const scale = numbers::all(open.scales[r]);
#pragma GCC unroll 8
      for (std::size_t p = 0; p != Packs; ++p) {
        kernels::multiply_add(sum[p], numbers::load(row + p * width), scale);
      }
    }
#pragma GCC unroll 8
    for (std::size_t p = 0; p != Packs; ++p) sum[p].store(sums + p * width);
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
