// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>

namespace whence::reference::detail {

/// One of several even parts of a range.
struct share {
  std::size_t begin;
  std::size_t end;

  [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
};

/// A range cut into parts of at most `most` elements, as even as they get: all but the last have one size.
class shares {
 public:
  constexpr shares(std::size_t size, std::size_t most)
      : size_(size), count_((size + most - 1) / most), part_(count_ == 0 ? 0 : (size + count_ - 1) / count_) {}

  [[nodiscard]] constexpr std::size_t count() const { return count_; }
  [[nodiscard]] constexpr share operator[](std::size_t index) const {
    return {std::min(size_, index * part_), std::min(size_, (index + 1) * part_)};
  }

 private:
  std::size_t size_;
  std::size_t count_;
  std::size_t part_;
};

}  // namespace whence::reference::detail
