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

/// The photo that the bytes of a JPEG or PNG file hold.
///
/// Grey becomes three equal channels, transparent parts are laid on white, and 16 bits are rounded to the nearest of 8
/// (Pillow cuts them off, so that its values are lower by one at times); decode_photo16 keeps them. The photo is turned
/// upright as its EXIF orientation says, which is 1, upright, where EXIF data are damaged. Orientations noted elsewhere
/// (XMP) and colour profiles are not heeded.
/// Of internal linkage, as each translation unit has a decoder of its own: do not call it from your own inline
/// functions in headers.
///
/// @param file all bytes of the file
/// @param limits how large a photo may be
/// @param source what errors call it
/// @throws photo_error where the bytes are no JPEG or PNG picture, are damaged or cut short, or exceed the limits;
/// where a JPEG picture has printing colours (CMYK), or is arithmetic-coded, lossless, hierarchical or of 12 bits
[[nodiscard, maybe_unused]] static photo decode_photo(std::span<std::byte const> file, photo_limits const& limits = {},
                                                      std::string const& source = "photo in memory") {
  return detail::decode_picture<photo>(file, limits, source);
}

}  // namespace whence
