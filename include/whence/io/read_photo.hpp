// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <filesystem>
#include <whence/image/photo.hpp>
#include <whence/io/decode_photo.hpp>
#include <whence/io/detail/read_file.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence {

/// The photo in a JPEG or PNG file, upright; see decode_photo for what becomes of grey, transparent and 16-bit
/// pictures.
///
/// @param limits how large the file and the photo may be
/// @throws photo_error where there is no such file, or it is no JPEG or PNG picture, of a kind that is not read (CMYK),
/// damaged or cut short, or exceeds the limits
[[nodiscard, maybe_unused]] static photo read_photo(std::filesystem::path const& path,
                                                    photo_limits const& limits = {}) {
  return whence::decode_photo(detail::read_file<photo_error>(path, limits.file_bytes), limits, path.string());
}

}  // namespace whence
