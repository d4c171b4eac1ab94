// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string_view>
#include <whence/weights/detail/mapped_file.hpp>
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
  auto const file = std::make_shared<detail::mapped_file const>(path);
  auto const bytes = file->bytes();
  // A safetensors file begins with its header's length, which may well spell a shorter signature, such as "PK".
  std::string_view const start(reinterpret_cast<char const*>(bytes.data()), std::min<std::size_t>(bytes.size(), 4));
  bool const is_zip = start == "PK\x03\x04";
  bool const is_pickle = start.size() == 4 && start[0] == '\x80' && start.ends_with("\x8a\x0a");
  if (is_zip || is_pickle) {
    throw weights_error(
        path.string(), "a safetensors file (safetensors.torch.save_file(model.state_dict(), ...))",
        is_zip ? "a zip archive, as torch.save writes it" : "a pickle, as torch.save wrote it before 1.6");
  }
  return detail::weights_of_safetensors<T>(bytes, file, path.string(), limits);
}

}  // namespace whence
