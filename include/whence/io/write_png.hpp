// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstdint>
#include <filesystem>
#include <whence/core/tensor.hpp>
#include <whence/io/detail/write_file.hpp>
#include <whence/io/encode_png.hpp>
#include <whence/io/write_error.hpp>

namespace whence {

/// A picture as a PNG file. It appears when it is complete: whatever goes wrong, nothing half-written is left, and a
/// file of that name is replaced only by a whole one.
///
/// @param pixels (H, W, 3): red, green, blue
/// @throws write_error where the file cannot be written
/// @throws shape_error for no pixels, three channels not being the last axis, or more than 2^30 bytes
[[maybe_unused]] static void write_png(std::filesystem::path const& path, tensor<std::uint8_t, 3> const& pixels) {
  detail::write_file(path, whence::encode_png(pixels));
}

/// The same of a grey picture.
///
/// @param pixels (H, W)
[[maybe_unused]] static void write_png(std::filesystem::path const& path, tensor<std::uint8_t, 2> const& pixels) {
  detail::write_file(path, whence::encode_png(pixels));
}

}  // namespace whence
