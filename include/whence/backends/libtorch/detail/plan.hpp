// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <vector>
#include <whence/backends/libtorch/detail/torch_version.hpp>

namespace whence::libtorch::detail {

/// What a value is computed from. A plan keeps the values that depend on nothing; decisions may hang on shapes; on the
/// images' values nothing but values may.
enum class dependence { nothing, shapes, values };

inline constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// One value of a plan. Every slot is written once.
struct slot {
  dependence on = dependence::nothing;
  c10::IValue constant{};       ///< where it depends on nothing
  std::size_t maker = nowhere;  ///< the instruction that writes it
};

/// One operator, applied to slots.
struct instruction {
  std::string kind;                                 ///< "aten::conv2d", ...
  std::function<void(torch::jit::Stack&)> operate;  ///< takes its arguments from the stack and leaves its results there
  std::vector<std::size_t> inputs{};
  std::vector<std::size_t> outputs{};
  bool on_copy = false;        ///< it would write to its first argument: it gets a copy, which becomes the last output
  bool counts_inputs = false;  ///< it finds the number of its arguments on top of them
  bool decides = false;        ///< a guard: it throws where the module would take another way than it was recorded on
  double ceiling = 0;          ///< above 0: a rectifier, min(max(x, 0), ceiling)
  bool hides_relu = false;     ///< a rectifier may be part of it, out of a rule's reach
  std::string place{};         ///< file and line of the module's source
};

/// A slot that a module's `forward` returned, or an operator did.
struct plan_tap {
  std::string name;
  std::string kind;
  std::size_t slot = 0;
};

/// Which part of a value belongs to which image.
struct batch_axis {
  static constexpr std::int64_t none = -1;
  static constexpr std::int64_t unknown = -2;
  std::int64_t axis = unknown;
  std::int64_t rows = 1;  ///< how many rows of that axis an image has, one image after the other
};

/// A module's `forward` as a straight line: calls followed, decisions taken, nothing written in place. Never changed
/// once it is made.
struct plan {
  std::vector<slot> slots{};
  std::vector<instruction> code{};
  std::vector<plan_tap> module_taps{};
  std::vector<plan_tap> operator_taps{};
  std::size_t input = 0;
  std::size_t logits = 0;
  std::vector<std::vector<std::int64_t>> sizes{};  ///< by slot, as recorded; empty where it is no tensor
  std::vector<bool> is_tensor{};                   ///< by slot
  std::vector<batch_axis> batches{};               ///< by slot
  std::vector<bool> heard{};                       ///< by slot: the logits depend on it
  std::uint64_t fingerprint = 0;
  std::vector<std::shared_ptr<torch::jit::Graph>> graphs{};  ///< what the operators were made from
};

}  // namespace whence::libtorch::detail
