// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <whence/image/photo.hpp>
#include <whence/io/detail/decode_picture.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence {

/// The photo that the bytes of a JPEG or PNG file hold, in 16 bits a channel: those of a PNG picture that has them, and
/// else 257 times the 8-bit value, so that white stays white. Otherwise as decode_photo.
///
/// @param file all bytes of the file
/// @param limits how large a photo may be
/// @param source what errors call it
/// @throws photo_error as decode_photo does
[[nodiscard, maybe_unused]] static photo16 decode_photo16(std::span<std::byte const> file,
                                                          photo_limits const& limits = {},
                                                          std::string const& source = "photo in memory") {
  return detail::decode_picture<photo16>(file, limits, source);
}

}  // namespace whence
