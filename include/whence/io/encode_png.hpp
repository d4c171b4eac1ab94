// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <vector>
#include <whence/core/shape_error.hpp>
#include <whence/core/shape_text.hpp>
#include <whence/core/tensor.hpp>
#include <whence/io/detail/stb_image_write.hpp>

namespace whence {

namespace detail {

[[nodiscard, maybe_unused]] static std::vector<std::byte> encode_png(std::uint8_t const* pixels, std::size_t height,
                                                                     std::size_t width, std::size_t channels) {
  // stb counts bytes in an int, and its compressor needs room to spare.
  constexpr std::size_t largest = std::size_t{1} << 30;
  if (height == 0 || width == 0 || width > largest / channels || height > largest / (width * channels + 1)) {
    throw shape_error("encode_png", "sides of at least 1 pixel and at most 2^30 bytes in all",
                      whence::shape_text(std::vector{height, width, channels}));
  }
  int size = 0;
  std::unique_ptr<unsigned char, void (*)(void*)> const encoded(
      stbi_write_png_to_mem(pixels, static_cast<int>(width * channels), static_cast<int>(width),
                            static_cast<int>(height), static_cast<int>(channels), &size),
      std::free);
  if (!encoded) throw std::bad_alloc();
  auto const bytes = std::as_bytes(std::span(encoded.get(), static_cast<std::size_t>(size)));
  return {bytes.begin(), bytes.end()};
}

}  // namespace detail

/// The bytes of a PNG file; the same pixels always give the same bytes.
/// Of internal linkage, as each translation unit has an encoder of its own: do not call it from your own inline
/// functions in headers.
///
/// @param pixels (H, W, 3): red, green, blue
/// @throws shape_error for no pixels, three channels not being the last axis, or more than 2^30 bytes
[[nodiscard, maybe_unused]] static std::vector<std::byte> encode_png(tensor<std::uint8_t, 3> const& pixels) {
  if (pixels.shape(2) != 3) throw shape_error("encode_png", "(H, W, 3)", whence::shape_text(pixels.shape()));
  return detail::encode_png(pixels.data(), pixels.shape(0), pixels.shape(1), 3);
}

/// The same of a grey picture.
///
/// @param pixels (H, W)
[[nodiscard, maybe_unused]] static std::vector<std::byte> encode_png(tensor<std::uint8_t, 2> const& pixels) {
  return detail::encode_png(pixels.data(), pixels.shape(0), pixels.shape(1), 1);
}

}  // namespace whence
