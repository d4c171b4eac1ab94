// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace whence {

/// How much the pixels around a point weigh in a resized picture, by their distance x from it. Where a picture shrinks,
/// x is in pixels of the result.
enum class resize_filter {
  bilinear,  ///< the triangle 1 - |x|, up to 1
  bicubic,   ///< Keys' cubic with a = -1/2, up to 2; a pixel beyond an edge weighs less than nothing
  box        ///< the same for all within 1/2: the mean where a picture shrinks, the nearest where it grows
};

}  // namespace whence
