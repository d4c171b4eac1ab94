// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <whence/core/tensor.hpp>

namespace whence {

/// A number that an image has by its values alone, wherever it stands in a batch: what random numbers for it are keyed
/// by. The same image as `float` and as `double` has two of them.
///
/// @param images (N, C, H, W)
/// @param image n, below N
/// @cost no pass
template <std::floating_point T>
[[nodiscard]] std::uint64_t content_key(image_batch<T> const& images, std::size_t image) {
  using bits = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
  std::size_t const size = images.shape(1) * images.shape(2) * images.shape(3);
  T const* const values = images.data() + image * size;
  std::uint64_t key = 0x9E3779B97F4A7C15;  // mixed as in MurmurHash3's finaliser, value by value
  for (std::size_t i = 0; i != size; ++i) {
    key = (key ^ std::bit_cast<bits>(values[i])) * 0xFF51AFD7ED558CCD;
    key ^= key >> 33;
  }
  return key;
}

}  // namespace whence
