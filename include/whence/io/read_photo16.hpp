// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <filesystem>
#include <whence/image/photo.hpp>
#include <whence/io/decode_photo16.hpp>
#include <whence/io/detail/read_file.hpp>
#include <whence/io/photo_error.hpp>
#include <whence/io/photo_limits.hpp>

namespace whence {

/// The photo in a JPEG or PNG file, in 16 bits a channel; see decode_photo16.
///
/// @param limits how large the file and the photo may be
/// @throws photo_error where there is no such file, or as decode_photo does
[[nodiscard, maybe_unused]] static photo16 read_photo16(std::filesystem::path const& path,
                                                        photo_limits const& limits = {}) {
  return whence::decode_photo16(detail::read_file<photo_error>(path, limits.file_bytes), limits, path.string());
}

}  // namespace whence
