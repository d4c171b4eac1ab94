// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <whence/image/image_size.hpp>

namespace whence::detail {

/// Where the pixels of a picture go when it is turned as its EXIF orientation says. From 1 on: as it is, mirrored left
/// to right, turned by half, mirrored top to bottom, mirrored at the main diagonal, turned clockwise by a quarter,
/// mirrored at the other diagonal, turned counter-clockwise by a quarter.
class upright {
 public:
  /// @param orientation from 1 to 8
  /// @param stored the picture's size before
  upright(std::size_t orientation, image_size stored)
      : stored_(stored),
        rows_become_columns_(orientation >= 5),
        from_bottom_(orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7),
        from_right_(orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) {}

  [[nodiscard]] image_size stored() const { return stored_; }

  [[nodiscard]] image_size turned() const {
    return rows_become_columns_ ? image_size{stored_.width, stored_.height} : stored_;
  }

  /// Where the pixel goes, counted row by row.
  [[nodiscard]] std::size_t place_of(std::size_t row, std::size_t column) const {
    std::size_t const down = from_bottom_ ? stored_.height - 1 - row : row;
    std::size_t const right = from_right_ ? stored_.width - 1 - column : column;
    return rows_become_columns_ ? right * stored_.height + down : down * stored_.width + right;
  }

 private:
  image_size stored_;
  bool rows_become_columns_;
  bool from_bottom_;
  bool from_right_;
};

}  // namespace whence::detail
