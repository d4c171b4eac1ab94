// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/tap_layout.hpp>

namespace whence::libtorch {

/// How a TorchScript module is made a backend.
struct script_options {
  /// The shape of the images the module is recorded with, (N, C, H, W). Images of another size may follow, as long as
  /// the module decides nothing otherwise for them.
  std::array<std::size_t, 4> example{1, 3, 224, 224};

  /// Where the module computes; absent: on a CUDA device where there is one, else on the CPU.
  std::optional<torch::Device> device{};

  /// The numbers the module computes with, such as `torch::kFloat` for one in half precision, for which many operators
  /// do not exist on a CPU; absent: its own. Images and results are converted on the way in and out.
  std::optional<torch::Dtype> precision{};

  /// Which element of a tuple or list (by index), named tuple or dictionary (by key) holds the logits.
  std::variant<std::monostate, std::size_t, std::string> output{};

  /// Layouts of taps that are not (N, K, h, w), by the tap's name; under the empty name, of all taps of rank 3.
  std::map<std::string, tap_layout, std::less<>> layouts{};
};

}  // namespace whence::libtorch
