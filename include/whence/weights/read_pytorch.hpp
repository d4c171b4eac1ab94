// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <whence/weights/detail/legacy_stream.hpp>
#include <whence/weights/detail/mapped_file.hpp>
#include <whence/weights/detail/torch_archive.hpp>
#include <whence/weights/detail/weight_format.hpp>
#include <whence/weights/weight_map.hpp>
#include <whence/weights/weight_options.hpp>
#include <whence/weights/weights_error.hpp>

namespace whence {

namespace detail {

template <std::floating_point T>
[[nodiscard]] weight_map<T> weights_of_pytorch(torch_file const& file, weight_options const& options) {
  switch (detail::weight_format_of(file.bytes)) {
    case weight_format::torch_archive: return detail::weights_of_torch_archive<T>(file, options);
    case weight_format::pickle: return detail::weights_of_legacy_stream<T>(file, options);
    case weight_format::tar:
      throw weights_error(file.source, "a file by torch.save of PyTorch 0.1.10 or later",
                          "a tar archive, as older ones wrote");
    case weight_format::safetensors:
    case weight_format::unknown: break;
  }
  throw weights_error(file.source, "a file by torch.save: a zip archive or, before 1.6, pickles",
                      std::to_string(file.bytes.size()) + " bytes that begin as neither");
}

}  // namespace detail

/// The weights of a PyTorch state dict: `torch.save(model.state_dict(), path)` of any version since 0.1.10, of Python 2
/// and 3, in a zip archive or, as before 1.6, in a stream of pickles.
///
/// Nothing in the file is ever executed: the pickles are read as data, names and opcodes that PyTorch's own
/// `weights_only` loader refuses are refused, and no size, place or stride is believed before it is checked. A zip
/// archive is mapped, and tensors of type T are used where they lie; all others become T in a copy, as in
/// `read_safetensors`. Tensors that are no rows of numbers (complex, quantized, sparse) are listed in `left_out()`;
/// numbers and text beside the tensors are in `metadata()`. Views that repeat values are refused. The checksums of a
/// zip archive are compared for its small records and not for the tensors, which would have to be read for it. Do not
/// shorten the file while its weights are in use.
///
/// @param path the file
/// @param options the dictionary within a checkpoint, the names' prefix, and what the file may ask for
/// @return the tensors in the order of the file
/// @throws weights_error where the file cannot be read, breaks a rule of its format, or holds a whole model or
///         TorchScript; it names record and byte, or the tensor
/// @source https://github.com/pytorch/pytorch, torch/serialization.py
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_pytorch(std::filesystem::path const& path, weight_options const& options = {}) {
  auto const file = std::make_shared<detail::mapped_file const>(path);
  return detail::weights_of_pytorch<T>({file->bytes(), file, path.string()}, options);
}

/// The same of a file that is in memory already.
///
/// @param file all of its bytes. They are not copied: they must outlive the weights, as static ones do
/// @param source what errors call it
template <std::floating_point T = float>
[[nodiscard]] weight_map<T> read_pytorch(std::span<std::byte const> file, weight_options const& options = {},
                                         std::string const& source = "PyTorch weights in memory") {
  return detail::weights_of_pytorch<T>({file, nullptr, source}, options);
}

}  // namespace whence
