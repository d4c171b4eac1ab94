// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <whence/core/option_error.hpp>

namespace whence::detail {

/// Where a window stands along one axis: at every stride from 0 on, up to the first that reaches the end.
class sliding_window {
 public:
  /// @param axis its name, for complaints
  /// @throws option_error where some pixel would be left out, or the window is empty or larger than the axis
  sliding_window(std::size_t pixels, std::size_t size, std::size_t stride, std::string const& axis)
      : pixels_(pixels), size_(size), stride_(stride) {
    if (size == 0 || size > pixels) {
      throw option_error(axis + " of the occluding window", "1 to " + std::to_string(pixels) + ", as the image",
                         std::to_string(size));
    }
    if (stride == 0 || (stride > size && size < pixels)) {
      throw option_error("stride over the " + axis + " of the image",
                         "1 to " + std::to_string(size) + ", as the window, so that no pixel is left out",
                         std::to_string(stride));
    }
    places_ = 1 + (pixels - size + stride - 1) / stride;
  }

  [[nodiscard]] std::size_t places() const { return places_; }
  [[nodiscard]] std::size_t begin(std::size_t place) const { return place * stride_; }
  /// Cut off at the end of the axis.
  [[nodiscard]] std::size_t end(std::size_t place) const { return std::min(place * stride_ + size_, pixels_); }
  /// Windows that cover a pixel.
  [[nodiscard]] std::size_t over(std::size_t pixel) const {
    std::size_t const first = pixel < size_ ? 0 : (pixel - size_) / stride_ + 1;
    std::size_t const last = std::min(pixel / stride_, places_ - 1);
    return last - first + 1;
  }

 private:
  std::size_t pixels_;
  std::size_t size_;
  std::size_t stride_;
  std::size_t places_;
};

}  // namespace whence::detail
