// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>
#include <whence/backends/libtorch/detail/placed_cells.hpp>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/detail/plan_cut.hpp>
#include <whence/backends/libtorch/script_options.hpp>

namespace whence::libtorch::detail {

using slot_sizes = std::vector<std::vector<std::int64_t>>;

/// A recorded module: its plan, and where and with what numbers it computes. Never changed once it is made.
struct scripted {
  torch::jit::Module module;  ///< keeps alive what the plan was made from
  script_options options;
  at::TensorOptions place;
  plan made;
  plan_cut whole;  ///< cut at the images: all of it is tail
  std::vector<std::optional<placed_cells>> placed;

  [[nodiscard]] std::size_t height() const { return options.example[2]; }
  [[nodiscard]] std::size_t width() const { return options.example[3]; }
};

}  // namespace whence::libtorch::detail
