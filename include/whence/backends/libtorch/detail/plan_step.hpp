// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <utility>
#include <vector>
#include <whence/backends/libtorch/detail/plan.hpp>
#include <whence/backends/libtorch/module_error.hpp>

namespace whence::libtorch::detail {

/// What an operator that writes to its argument is given instead of it.
inline c10::IValue copy_of(c10::IValue const& value) {
  if (value.isTensor()) return value.toTensor().clone();
  if (value.isList()) return value.toList().copy();
  if (value.isGenericDict()) return value.toGenericDict().copy();
  throw module_error("an operator that writes in place", "a tensor, list or dictionary", value.tagKind());
}

/// Applies one instruction.
///
/// @param read slot -> value
/// @param write (slot, value)
template <class Read, class Write>
void step(instruction const& now, Read const& read, Write const& write) {
  torch::jit::Stack stack;
  stack.reserve(now.inputs.size() + 1);
  for (std::size_t const input : now.inputs) stack.push_back(read(input));
  c10::IValue written;
  if (now.on_copy) stack[0] = written = detail::copy_of(stack[0]);
  if (now.counts_inputs) stack.emplace_back(static_cast<std::int64_t>(now.inputs.size()));
  now.operate(stack);
  std::size_t const results = now.outputs.size() - (now.on_copy ? 1 : 0);
  for (std::size_t i = 0; i != results; ++i) write(now.outputs[i], std::move(stack[i]));
  if (now.on_copy) write(now.outputs.back(), std::move(written));
}

/// Part of a plan, in order, and the slots that nobody reads after each instruction.
struct stretch {
  std::vector<std::size_t> code{};
  std::vector<std::vector<std::size_t>> released{};
};

/// Runs a stretch.
///
/// @param values by slot; holds what the stretch reads and does not make itself
/// @param rectify (instruction, x) -> y or an undefined tensor: what is put in a rectifier's place
/// @param observe (slot, value): sees every value made
template <class Rectify, class Observe>
void run(plan const& made, stretch const& part, std::vector<c10::IValue>& values, Rectify const& rectify,
         Observe const& observe) {
  auto const read = [&](std::size_t slot) -> c10::IValue const& {
    return made.slots[slot].on == dependence::nothing ? made.slots[slot].constant : values[slot];
  };
  auto const write = [&](std::size_t slot, c10::IValue value) {
    observe(slot, value);
    values[slot] = std::move(value);
  };
  for (std::size_t i = 0; i != part.code.size(); ++i) {
    instruction const& now = made.code[part.code[i]];
    at::Tensor rectified;
    if (now.ceiling > 0) rectified = rectify(now, read(now.inputs[0]).toTensor());
    if (rectified.defined()) {
      write(now.outputs[0], std::move(rectified));
    } else {
      detail::step(now, read, write);
    }
    for (std::size_t const slot : part.released[i]) values[slot] = {};
  }
}

/// The same, rectifiers as they are.
inline void run(plan const& made, stretch const& part, std::vector<c10::IValue>& values) {
  detail::run(
      made, part, values, [](instruction const&, at::Tensor const&) { return at::Tensor(); },
      [](std::size_t, c10::IValue const&) {});
}

}  // namespace whence::libtorch::detail
