// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <whence/io/detail/jpeg_segments.hpp>
#include <whence/io/detail/picture_format.hpp>
#include <whence/io/photo_error.hpp>

namespace whence::detail {

/// Refuses a JPEG file whose channels' sizes do not divide each other, of which stb before 2.28 reads behind its rows.
///
/// @param frame where the frame's segment begins, behind its length
inline void check_jpeg_sampling(std::span<std::byte const> file, std::size_t frame, std::string const& source) {
  std::size_t const channels = byte_at(file, frame + 5);
  if (channels != 3) return;                  // one alone divides itself, other numbers are the decoder's to refuse
  for (std::size_t const shift : {4u, 0u}) {  // across, down
    auto const samples = [&](std::size_t channel) { return byte_at(file, frame + 7 + 3 * channel) >> shift & 15; };
    std::size_t most = 0;
    for (std::size_t c = 0; c != channels; ++c) most = std::max(most, samples(c));
    for (std::size_t c = 0; c != channels; ++c) {
      if (samples(c) == 0 || most % samples(c) == 0) continue;  // 0 is the decoder's to refuse
      throw photo_error(source, "a JPEG picture whose channels' sizes divide each other",
                        "one with " + std::to_string(samples(c)) + " samples to " + std::to_string(most));
    }
  }
}

/// Refuses a JPEG file of very many scans, each of which has the decoder walk all blocks though it takes a few bytes,
/// or of a channel that no scan holds, whose pixels would be anything.
inline void check_jpeg_scans(std::span<std::byte const> file, std::string const& source) {
  constexpr std::size_t most_scans = 100;  // encoders write some ten
  std::size_t scans = 0;
  std::size_t frame = 0;
  bool is_coded[256] = {};
  for_each_jpeg_segment(file, [&](std::size_t marker, std::size_t first, std::size_t) {
    if (marker >= 0xc0 && marker <= 0xc2 && frame == 0) {
      frame = first;
      check_jpeg_sampling(file, frame, source);
    }
    if (marker == 0xda) {
      for (std::size_t i = 0; i != byte_at(file, first); ++i) is_coded[byte_at(file, first + 1 + 2 * i)] = true;
      ++scans;
    }
    return scans <= most_scans;
  });
  if (scans > most_scans) {
    throw photo_error(source, "a JPEG picture of at most " + std::to_string(most_scans) + " scans", "one of more");
  }
  std::size_t const channels = frame == 0 ? 0 : byte_at(file, frame + 5);
  for (std::size_t c = 0; c != channels && (channels == 1 || channels == 3); ++c) {
    if (is_coded[byte_at(file, frame + 6 + 3 * c)]) continue;
    throw photo_error(
        source, "a whole JPEG picture",
        lacks_its_end(file) ? "one that is cut short (a channel is missing)" : "a damaged one (a channel is missing)");
  }
}

}  // namespace whence::detail
