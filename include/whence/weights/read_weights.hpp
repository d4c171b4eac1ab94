// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <filesystem>
#include <memory>
#include <string>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/weight_format.hpp>
#include <whence/weights/read_pytorch.hpp>
#include <whence/weights/read_safetensors.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence {

/// The weights of a file, its format told by its content, whatever its name: safetensors, or PyTorch's own, as of
/// `torch.save(model.state_dict(), path)`.
///
/// @param path the file
/// @param options which of its tensors; safetensors know no entries
/// @throws weights_error where the file cannot be read, or breaks a rule of its format
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_weights(std::filesystem::path const& path, weight_options const& options = {}) {
  auto const file = std::make_shared<detail::mapped_file const>(path);
  auto const bytes = file->bytes();
  auto const format = detail::weight_format_of(bytes);
  if (format == detail::weight_format::unknown) {
    throw weights_error(path.string(), "safetensors, or a file by torch.save",
                        std::to_string(bytes.size()) + " bytes that begin as neither");
  }
  if (format != detail::weight_format::safetensors) {
    return detail::weights_of_pytorch<T>({bytes, file, path.string()}, options);
  }
  if (!options.entry.empty()) {
    throw weights_error(path.string(), "no weight_options::entry for a safetensors file, which has no dictionaries",
                        "'" + options.entry + "'");
  }
  return detail::weights_of_safetensors<T>(bytes, file, path.string(), options.limits, options.prefix);
}

}  // namespace whence
