// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <array>
#include <cstddef>

namespace whence::libtorch {

/// How a `torch::nn::Sequential` is made a backend.
struct sequential_options {
  /// The shape of images to try the module with, (N, C, H, W). Images of another size may follow.
  std::array<std::size_t, 4> example{1, 3, 224, 224};
};

}  // namespace whence::libtorch
