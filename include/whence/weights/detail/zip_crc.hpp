// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace whence::detail {

/// The checksum of a zip archive's entries.
///
/// @source PKWARE's APPNOTE.TXT 4.4.7
[[nodiscard]] inline std::uint32_t zip_crc(std::span<std::byte const> data) {
  static constexpr auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t byte = 0; byte != 256; ++byte) {
      std::uint32_t rest = byte;
      for (int bit = 0; bit != 8; ++bit) rest = (rest & 1) != 0 ? rest >> 1 ^ 0xedb88320u : rest >> 1;
      made[byte] = rest;
    }
    return made;
  }();
  std::uint32_t crc = 0xffffffff;
  for (std::byte const byte : data) crc = crc >> 8 ^ table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xff];
  return ~crc;
}

}  // namespace whence::detail
