// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>

#include "support/random_vgg16.hpp"

namespace benchmarks {

/// A VGG16 of random weights in the folder for temporary files: written once, and kept.
///
/// @param narrower 1 for the full width of 553 MB, 2 for half of all channels and units
inline std::filesystem::path random_weights(std::size_t narrower = 1) {
  std::string name = "whence_random_vgg16";
  if (narrower != 1) name += "_narrower_" + std::to_string(narrower);
  auto const path = std::filesystem::temp_directory_path() / (name + ".safetensors");
  if (!std::filesystem::exists(path)) write_random_vgg16(path, narrower);
  return path;
}

}  // namespace benchmarks
