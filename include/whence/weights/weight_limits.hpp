// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence {

/// How much a file of weights may ask of its reader before any of its promises is believed. The defaults hold thousands
/// of times what a large classifier needs.
struct weight_limits {
  std::size_t header_bytes = std::size_t{16} << 20;   ///< longest safetensors header; the format ends at 100 000 000
  std::size_t pickle_bytes = std::size_t{64} << 20;   ///< longest pickle
  std::size_t pickle_opcodes = std::size_t{1} << 20;  ///< most steps of a pickle, and most places in its memo
  std::size_t tensors = 65'536;                       ///< most tensors in one file, and most of its metadata
  std::size_t rank = 32;                              ///< most dimensions of one tensor
};

}  // namespace whence
