// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <torch/cuda.h>
#include <optional>
#include <whence/backends/libtorch/detail/torch_version.hpp>

namespace whence::libtorch::detail {

/// A CUDA device where there is one, else the CPU.
inline torch::Device best_device() {
  return torch::cuda::is_available() ? torch::kCUDA : torch::kCPU;
}

/// The first tensor of numbers with a fraction among a graph's constants, in whatever block.
inline std::optional<at::Tensor> first_constant(torch::jit::Block const& block) {
  for (torch::jit::Node const* const node : block.nodes()) {
    if (node->kind() == torch::jit::prim::Constant) {
      auto const value = torch::jit::toIValue(node->output());
      if (value && value->isTensor() && value->toTensor().is_floating_point()) return value->toTensor();
    }
    for (torch::jit::Block const* const inner : node->blocks()) {
      if (auto found = detail::first_constant(*inner)) return found;
    }
  }
  return std::nullopt;
}

/// A graph's constant where the module computes: in a frozen module, constants are its weights.
///
/// @param convert whether numbers with a fraction get the place's precision too
inline c10::IValue constant_at(c10::IValue const& value, at::TensorOptions const& place, bool convert) {
  if (!value.isTensor() || !value.toTensor().defined() || value.toTensor().dim() == 0) return value;
  at::Tensor const& given = value.toTensor();
  bool const converted = convert && given.is_floating_point();
  return given.to(place.device(), converted ? c10::typeMetaToScalarType(place.dtype()) : given.scalar_type());
}

/// Where a module's weights are and what numbers they are. A frozen module's are constants of its graph.
///
/// @param otherwise the device of a module without weights
inline at::TensorOptions home_of(torch::jit::Module const& module, torch::Device const& otherwise) {
  for (at::Tensor const& weight : module.parameters()) {
    if (weight.is_floating_point()) return weight.options().requires_grad(false);
  }
  for (at::Tensor const& weight : module.buffers()) {
    if (weight.is_floating_point()) return weight.options().requires_grad(false);
  }
  auto const graph = detail::graph_of(module.get_method("forward").function());
  if (auto const weight = graph ? detail::first_constant(*graph->block()) : std::nullopt) {
    return weight->options().requires_grad(false);
  }
  return at::TensorOptions().device(otherwise).dtype(at::kFloat);
}

}  // namespace whence::libtorch::detail
