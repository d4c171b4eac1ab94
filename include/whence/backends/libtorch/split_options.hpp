// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <optional>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/core/tap_geometry.hpp>

namespace whence::libtorch {

/// What `split_module` cannot see of its two halves.
struct split_options {
  /// Where the halves compute; absent: where the first weight of the body or head is, else on the CPU. Functions cannot
  /// be moved: it is the caller who puts them on a device.
  std::optional<torch::Device> device{};

  /// The numbers the halves compute with; absent: those of the first weight, else single precision.
  std::optional<torch::Dtype> precision{};

  /// Where the cells between the halves look; absent: not known.
  std::optional<tap_geometry> geometry{};
};

}  // namespace whence::libtorch
