// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>
#include <whence/core/random_field.hpp>
#include <whence/core/tensor.hpp>
#include <whence/image/image_size.hpp>

namespace whence {

/// One of RISE's masks: a grid of a few cells, open or closed, stretched over a little more than the image, which then
/// looks through it somewhere.
///
///     s cells a side, of ceil(H / s) x ceil(W / s) pixels; the grid is stretched to s + 1 cells a side by bilinear
///     interpolation and moved by up to a cell
///
/// @source Petsiuk, Das and Saenko 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
///         section 3.2; beyond the centres of the outermost cells the grid goes on as in a mirror, as in the authors'
///         program
struct rise_mask {
  tensor<double, 2> grid;  ///< (s, s): 1 where a cell is open, 0 where it is closed
  std::size_t down = 0;    ///< how many of the stretched grid's pixels lie above the image, below a cell's height
  std::size_t right = 0;   ///< and how many left of it, below a cell's width

  /// The size of a cell.
  [[nodiscard]] static image_size cell(std::size_t cells, image_size image) {
    return {(image.height + cells - 1) / cells, (image.width + cells - 1) / cells};
  }

  /// A mask of its seed and number alone. Cell k, counted row by row, is open where the field's k-th number is below
  /// the probability; the two behind the cells' say how far the mask is moved.
  ///
  /// @param cells a side, at least 1
  /// @param probability of a cell to be open
  [[nodiscard]] static rise_mask drawn(std::size_t cells, double probability, random_field const& numbers,
                                       image_size image) {
    rise_mask mask{tensor<double, 2>({cells, cells})};
    auto const all = static_cast<std::uint32_t>(cells * cells);
    for (std::uint32_t k = 0; k != all; ++k) mask.grid.data()[k] = numbers.uniform(k) < probability ? 1.0 : 0.0;
    image_size const size = cell(cells, image);
    mask.down = static_cast<std::size_t>(numbers.uniform(all) * static_cast<double>(size.height));
    mask.right = static_cast<std::size_t>(numbers.uniform(all + 1) * static_cast<double>(size.width));
    return mask;
  }

  /// How open the mask is at every pixel, from 0 to 1.
  ///
  /// @param out (H * W)
  template <class T>
  void write(image_size image, std::span<T> out) const {
    std::size_t const cells = grid.shape(0);
    image_size const size = cell(cells, image);
    std::vector<between> const rows = looked_at(cells, size.height, down, image.height);
    std::vector<between> const columns = looked_at(cells, size.width, right, image.width);
    std::vector<double> across(cells * image.width);  // the grid, stretched along its rows
    for (std::size_t row = 0; row != cells; ++row) {
      for (std::size_t x = 0; x != image.width; ++x) {
        across[row * image.width + x] = columns[x].mix(grid(row, columns[x].first), grid(row, columns[x].second));
      }
    }
    for (std::size_t y = 0; y != image.height; ++y) {
      double const* const above = across.data() + rows[y].first * image.width;
      double const* const below = across.data() + rows[y].second * image.width;
      T* const line = out.data() + y * image.width;
      for (std::size_t x = 0; x != image.width; ++x) line[x] = static_cast<T>(rows[y].mix(above[x], below[x]));
    }
  }

 private:
  /// A place between two cells.
  struct between {
    std::size_t first;
    std::size_t second;
    double part;  ///< of the second one

    [[nodiscard]] double mix(double a, double b) const { return a + part * (b - a); }
  };

  /// Where the image's pixels look in the grid, along one axis.
  static std::vector<between> looked_at(std::size_t cells, std::size_t size, std::size_t moved, std::size_t pixels) {
    double const last = static_cast<double>(cells - 1);
    double const scale = static_cast<double>(cells) / static_cast<double>((cells + 1) * size);
    std::vector<between> result;
    for (std::size_t i = 0; i != pixels; ++i) {
      double place = std::abs((static_cast<double>(i + moved) + 0.5) * scale - 0.5);
      if (place > last) place = std::abs(last - (place - last));
      auto const first = static_cast<std::size_t>(place);
      std::size_t const second = first + 1 < cells ? first + 1 : first;
      result.push_back({first, second, place - static_cast<double>(first)});
    }
    return result;
  }
};

}  // namespace whence
