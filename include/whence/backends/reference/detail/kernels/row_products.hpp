// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <whence/backends/reference/detail/kernels/dispatch.hpp>
#include <whence/backends/reference/detail/kernels/first_lanes.hpp>
#include <whence/backends/reference/detail/kernels/pack.hpp>

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

/// Packs that hold `Held` sums each, in equal parts of their lanes, to one that holds the sums of both: each part's
/// first half and its second half are added.
template <int Held, class T, int Width, std::size_t... Lane>
[[gnu::always_inline]] inline pack<T, Width> folded(pack<T, Width> const& a, pack<T, Width> const& b,
                                                    std::index_sequence<Lane...>) {
  constexpr int part = Width / (2 * Held);
  constexpr auto from = [](int lane) {
    return lane / part % Held * 2 * part + lane % part + lane / (Width / 2) * Width;
  };
  return {__builtin_shufflevector(a.values, b.values, from(static_cast<int>(Lane))...) +
          __builtin_shufflevector(a.values, b.values, from(static_cast<int>(Lane)) + part...)};
}

/// The sum of each pack's lanes, one behind the other. A sum's order is that of halves: lane i and lane i + Width / 2
/// first, whatever is computed beside it.
template <int Held = 1, class T, int Width, std::size_t Count>
[[gnu::always_inline]] inline void sums_of_lanes(pack<T, Width> const (&packs)[Count], T* sums) {
  if constexpr (Held == Width) {
#pragma GCC unroll 16
    for (std::size_t i = 0; i != Count; ++i) packs[i].store(sums + i * Width);
  } else {
    pack<T, Width> half[(Count + 1) / 2];
#pragma GCC unroll 16
    for (std::size_t i = 0; i != (Count + 1) / 2; ++i) {
      half[i] = kernels::folded<Held>(packs[2 * i], packs[2 * i + 1 == Count ? 2 * i : 2 * i + 1],
                                      std::make_index_sequence<Width>{});
    }
    kernels::sums_of_lanes<2 * Held>(half, sums);
  }
}

/// sums(n, o) += rows(o, .) images(n, .), for some rows of a matrix and a batch of images.
///
/// Columns are cut into pieces of `piece` bytes. Each piece of a row has one pack of partial sums, whose lanes are
/// added at its end; what is behind the last full pack shares its lanes with zeros. So the order of a sum follows from
/// the number of columns and the width of a pack alone, whatever rows and images are computed beside it.
template <class T>
struct row_products {
  static constexpr std::size_t piece = 4'096 / sizeof(T);
  static constexpr std::size_t images_a_tile = 4;
  static constexpr std::size_t rows_of_one_image = 8;

  T const* rows;
  std::size_t row_count;
  std::size_t row_stride;
  T const* images;
  std::size_t image_count;
  std::size_t image_stride;
  std::size_t columns;
  T* sums;
  std::size_t sum_stride;  ///< from image to image

  /// As a kernel for `dispatch`.
  template <int Bytes>
  [[gnu::always_inline]] static void run(row_products const& all) {
    if (all.image_count == 1) return one_image<Bytes>(all);
    constexpr std::size_t rows_a_tile = Bytes == 64 ? 6 : Bytes == 32 ? 3 : 2;  // as many sums as registers hold
    for (std::size_t first = 0; first < all.columns; first += piece) {
      std::size_t const size = std::min(piece, all.columns - first);
      for (std::size_t n = 0; n < all.image_count; n += images_a_tile) {
        alignas(64) T side_by_side[images_a_tile * piece];
        weave<Bytes>(all, first, size, n, side_by_side);
        for (std::size_t o = 0; o < all.row_count; o += rows_a_tile) {
          fetch_ahead(all, first + piece, o, std::min(o + rows_a_tile, all.row_count), n);
          tile<Bytes, rows_a_tile, images_a_tile>(all, first, size, o, n, side_by_side);
        }
      }
    }
  }

  /// The same for one image: as many streams of memory at once as are read fastest.
  template <int Bytes>
  [[gnu::always_inline]] static void one_image(row_products const& all) {
    for (std::size_t o = 0; o < all.row_count; o += rows_of_one_image) {
      for (std::size_t first = 0; first < all.columns; first += piece) {
        std::size_t const size = std::min(piece, all.columns - first);
        tile<Bytes, rows_of_one_image, 1>(all, first, size, o, 0, all.images + first);
      }
    }
  }

 private:
  /// Asks for the next piece of the tile's rows, each tile of images for its part of it: otherwise the first of them
  /// would wait for memory, and memory for the others.
  [[gnu::always_inline]] static void fetch_ahead(row_products const& all, std::size_t first, std::size_t begin,
                                                 std::size_t end, std::size_t n) {
    if (first >= all.columns) return;
    std::size_t const size = std::min(piece, all.columns - first);
    std::size_t const from = size * n / all.image_count;
    std::size_t const to = size * std::min(n + images_a_tile, all.image_count) / all.image_count;
    for (std::size_t o = begin; o != end; ++o) {
      T const* const row = all.rows + o * all.row_stride + first;
      for (std::size_t i = from; i < to; i += 64 / sizeof(T)) __builtin_prefetch(row + i, 0, 2);
    }
  }

  /// What is behind the last full pack of a piece: the last lanes of the pack that ends with the piece, whose first
  /// ones were had before and are zero here, so that of a row any whole pack may be loaded.
  template <int Bytes>
  [[gnu::always_inline]] static pack<T, Bytes / sizeof(T)> rest_of_image(T const* image, std::size_t i,
                                                                         std::size_t size) {
    using numbers = pack<T, Bytes / sizeof(T)>;
    return i == 0 ? kernels::load_first<numbers>(image, size) : kernels::load_last<numbers>(image + i, size - i);
  }

  /// A piece of a tile's images, pack beside pack: one stream to read, and aligned.
  template <int Bytes>
  [[gnu::always_inline]] static void weave(row_products const& all, std::size_t first, std::size_t size, std::size_t n,
                                           T* woven) {
    using numbers = pack<T, Bytes / sizeof(T)>;
    constexpr std::size_t width = Bytes / sizeof(T);
    for (std::size_t b = 0; b != images_a_tile; ++b) {
      T const* const image = all.images + std::min(n + b, all.image_count - 1) * all.image_stride + first;
      std::size_t i = 0;
      for (; i + width <= size; i += width) {
        numbers::load(image + i).store(woven + i * images_a_tile + b * width);
      }
      if (i != size) rest_of_image<Bytes>(image, i, size).store(woven + i * images_a_tile + b * width);
    }
  }

  /// A piece of some rows with that of some images, whose packs lie side by side.
  template <int Bytes, std::size_t Rows, std::size_t Images>
  [[gnu::always_inline]] static void tile(row_products const& all, std::size_t first, std::size_t size, std::size_t o,
                                          std::size_t n, T const* woven) {
    using numbers = pack<T, Bytes / sizeof(T)>;
    constexpr std::size_t width = Bytes / sizeof(T);
    T const* row[Rows];
    for (std::size_t r = 0; r != Rows; ++r) {
      row[r] = all.rows + std::min(o + r, all.row_count - 1) * all.row_stride + first;
    }
    numbers sums[Rows * Images];
#pragma GCC unroll 8
    for (std::size_t r = 0; r != Rows; ++r) {
#pragma GCC unroll 8
      for (std::size_t b = 0; b != Images; ++b) sums[r * Images + b] = numbers::zero();
    }
    std::size_t i = 0;
    for (; i + width <= size; i += width) {
      numbers weights[Rows];
#pragma GCC unroll 8
      for (std::size_t r = 0; r != Rows; ++r) weights[r] = numbers::load(row[r] + i);
#pragma GCC unroll 8
      for (std::size_t b = 0; b != Images; ++b) {
        numbers const input = numbers::load(woven + i * Images + b * width);
#pragma GCC unroll 8
        for (std::size_t r = 0; r != Rows; ++r) kernels::multiply_add(sums[r * Images + b], weights[r], input);
      }
    }
    if (i != size) {
      numbers weights[Rows];
#pragma GCC unroll 8
      for (std::size_t r = 0; r != Rows; ++r) {
        weights[r] = size < width ? kernels::load_first<numbers>(row[r], size) : numbers::load(row[r] + size - width);
      }
#pragma GCC unroll 8
      for (std::size_t b = 0; b != Images; ++b) {
        numbers const input =
            Images == 1 ? rest_of_image<Bytes>(woven, i, size) : numbers::load(woven + i * Images + b * width);
#pragma GCC unroll 8
        for (std::size_t r = 0; r != Rows; ++r) kernels::multiply_add(sums[r * Images + b], weights[r], input);
      }
    }
    T whole[Rows * Images + width];
    kernels::sums_of_lanes(sums, whole);
    for (std::size_t b = 0; b != std::min(Images, all.image_count - n); ++b) {
      T* const sum = all.sums + (n + b) * all.sum_stride + o;
      for (std::size_t r = 0; r != std::min(Rows, all.row_count - o); ++r) sum[r] += whole[r * Images + b];
    }
  }
};

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
