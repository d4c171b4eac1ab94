// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <whence/weights/read_safetensors.hpp>
#include <whence/weights/weight_limits.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence {

/// The weights of a file, its format told by its content, whatever its name: safetensors.
///
/// @throws weights_error where the file cannot be read, or breaks a rule of its format; PyTorch's own formats are
///         recognised and named
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_weights(std::filesystem::path const& path, weight_limits const& limits = {}) {
  std::array<char, 4> start{};
  std::ifstream(path, std::ios::binary).read(start.data(), start.size());
  std::string_view const beginning(start.data(), start.size());
  bool const is_zip = beginning.starts_with("PK");
  bool const is_pickle = start[0] == '\x80' && start[1] > 0 && start[1] <= 5 && start[2] == '\x8a';
  if (is_zip || is_pickle) {
    throw weights_error(
        path.string(), "a safetensors file (safetensors.torch.save_file(model.state_dict(), ...))",
        is_zip ? "a zip archive, as torch.save writes it" : "a pickle, as torch.save wrote it before 1.6");
  }
  return whence::read_safetensors<T>(path, limits);
}

}  // namespace whence
