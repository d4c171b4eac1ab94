// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <whence/backends/reference/detail/shares.hpp>
#include <whence/backends/reference/map_shape.hpp>
#include <whence/backends/reference/window.hpp>

namespace whence::reference::detail {

/// Which windows of an axis see a real cell at one of their kernel positions; the others see padding.
inline share windows_inside(window_axis const& axis, std::size_t position, std::size_t windows, std::size_t cells) {
  std::size_t const shift = position * axis.dilation;  // window i looks at cell i * stride + shift - padding
  std::size_t const first = shift >= axis.padding ? 0 : (axis.padding - shift + axis.stride - 1) / axis.stride;
  std::size_t const end =
      cells + axis.padding <= shift ? 0 : (cells + axis.padding - shift + axis.stride - 1) / axis.stride;
  return {std::min(first, windows), std::min(end, windows)};
}

/// Visits the cells that one kernel position (row `y`, column `x` of the kernel) sees from the windows in `part`.
///
/// @param visit called as (position of the first window within `part`, input cell it sees, count, distance from one
///        input cell to the next)
template <class Visit>
void for_each_run(window const& w, map_shape const& input, map_shape const& output, std::size_t y, std::size_t x,
                  share part, Visit visit) {
  share const seen_rows = windows_inside(w.rows, y, output.height, input.height);
  share const seen_columns = windows_inside(w.columns, x, output.width, input.width);
  for (std::size_t row = part.begin / output.width; row * output.width < part.end; ++row) {
    if (row < seen_rows.begin || row >= seen_rows.end) continue;
    std::size_t const row_start = row * output.width;
    std::size_t const first = std::max(part.begin, row_start + seen_columns.begin);
    std::size_t const end = std::min(part.end, row_start + seen_columns.end);
    if (first >= end) continue;
    std::size_t const input_row = row * w.rows.stride + y * w.rows.dilation - w.rows.padding;
    std::size_t const input_column =
        (first - row_start) * w.columns.stride + x * w.columns.dilation - w.columns.padding;
    visit(first - part.begin, input_row * input.width + input_column, end - first, w.columns.stride);
  }
}

/// Row r = (c, y, x) of the matrix that turns convolution into multiplication, for the windows in `part`: what each of
/// them sees of channel c at kernel position (y, x), zero in the padding. (Known as im2col.)
template <class T>
void gather_row(window const& w, map_shape const& input, map_shape const& output, std::size_t y, std::size_t x,
                share part, T const* channel, T* row) {
  std::fill_n(row, part.size(), T(0));
  for_each_run(w, input, output, y, x, part,
               [&](std::size_t at, std::size_t cell, std::size_t count, std::size_t step) {
                 if (step == 1) {
                   std::copy_n(channel + cell, count, row + at);
                 } else {
                   for (std::size_t i = 0; i != count; ++i) row[at + i] = channel[cell + i * step];
                 }
               });
}

/// The transpose of `gather_row`: adds every window's share to the cell it sees.
template <class T>
void scatter_row(window const& w, map_shape const& input, map_shape const& output, std::size_t y, std::size_t x,
                 share part, T const* row, T* channel) {
  for_each_run(w, input, output, y, x, part,
               [&](std::size_t at, std::size_t cell, std::size_t count, std::size_t step) {
                 for (std::size_t i = 0; i != count; ++i) channel[cell + i * step] += row[at + i];
               });
}

}  // namespace whence::reference::detail
