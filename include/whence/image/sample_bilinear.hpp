// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>

namespace whence {

namespace detail {

/// Between which two cells of an axis a coordinate lies, and how far towards the second.
struct between_cells {
  std::size_t first;
  std::size_t second;
  double share;  // NaN where the coordinate is
};

inline std::vector<between_cells> cells_around(std::span<double const> coordinates, std::size_t cells) {
  std::vector<between_cells> around;
  around.reserve(coordinates.size());
  for (double const coordinate : coordinates) {
    if (std::isnan(coordinate)) {
      around.push_back({0, 0, coordinate});
      continue;
    }
    double const inside = std::clamp(coordinate, 0.0, static_cast<double>(cells - 1));
    auto const first = static_cast<std::size_t>(inside);
    around.push_back({first, std::min(first + 1, cells - 1), inside - static_cast<double>(first)});
  }
  return around;
}

/// From a to b by a share of the way, counted from the nearer end: so either end is met exactly, equal numbers stay
/// what they are, and no difference is taken between numbers of opposite signs, where it may be beyond every number.
template <std::floating_point T>
constexpr T between(T a, T b, T share) {
  if ((a < T(0)) != (b < T(0))) return (T(1) - share) * a + share * b;
  return share < T(0.5) ? a + share * (b - a) : b - (T(1) - share) * (b - a);
}

}  // namespace detail

/// Reads maps between their cells, on a grid of rows and columns: bilinear, and flat beyond the centres of the
/// outermost cells. A coordinate that is NaN reads NaN: nobody looked there.
///
/// @param maps (N, h, w), at least one cell each
/// @param rows cell coordinates, one a row of the result: 0 is the centre of the first cell
/// @param columns likewise, one a column
/// @return (N, rows, columns)
/// @throws shape_error for maps without cells
template <std::floating_point T>
[[nodiscard]] map_batch<T> sample_bilinear(map_batch<T> const& maps, std::span<double const> rows,
                                           std::span<double const> columns) {
  std::size_t const height = maps.shape(1), width = maps.shape(2);
  if (height == 0 || width == 0) {
    throw shape_error("sample_bilinear", "maps of at least one cell", whence::shape_text(maps.shape()));
  }
  auto const down = detail::cells_around(rows, height);
  auto const across = detail::cells_around(columns, width);
  map_batch<T> values({maps.shape(0), rows.size(), columns.size()});
  T* out = values.data();
  for (std::size_t n = 0; n != maps.shape(0); ++n) {
    T const* const map = maps.data() + n * height * width;
    for (auto const& y : down) {
      T const* const above = map + y.first * width;
      T const* const below = map + y.second * width;
      auto const share_below = static_cast<T>(y.share);
      for (auto const& x : across) {
        auto const share_right = static_cast<T>(x.share);
        *out++ = detail::between(detail::between(above[x.first], above[x.second], share_right),
                                 detail::between(below[x.first], below[x.second], share_right), share_below);
      }
    }
  }
  return values;
}

}  // namespace whence
