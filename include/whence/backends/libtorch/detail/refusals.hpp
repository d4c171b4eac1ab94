// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <whence/backends/libtorch/detail/torch_version.hpp>
#include <whence/backends/libtorch/module_error.hpp>

namespace whence::libtorch::detail {

/// Where in the module's source a node comes from: `model.py:12`.
inline std::string place_of(torch::jit::Node const& node) {
  auto const place = node.sourceRange().file_line_col();
  return place ? std::get<0>(*place) + ":" + std::to_string(std::get<1>(*place)) : std::string("generated code");
}

[[noreturn]] inline void refuse(torch::jit::Node const& node, std::string const& expected, std::string const& got) {
  std::ostringstream source;
  node.sourceRange().highlight(source);
  throw module_error("module", expected, source.str().empty() ? got : got + ", in\n" + source.str());
}

/// @throws module_error where a node is what `torch.jit.optimize_for_inference` puts in
inline void require_gradients(torch::jit::Node const& node, std::string const& kind) {
  bool const one_dnn = kind.find("mkldnn") != std::string::npos || kind.find("MKLDNN") != std::string::npos;
  if (!one_dnn) return;
  detail::refuse(node, "operators with gradients: the module as it was before torch.jit.optimize_for_inference", kind);
}

/// @throws module_error where more than its `forward` runs when the module is called
inline void require_no_hooks(torch::jit::Module const& module) {
  if (module.type()->getForwardHooks().empty() && module.type()->getForwardPreHooks().empty()) return;
  throw module_error("module", "one without forward hooks: its `forward` alone is followed", "one with hooks");
}

/// Whether an operator would do what is done in training: drop at random, or look at the statistics of the batch.
///
/// @param argument index -> value, None behind the last
template <class Argument>
bool trains(std::string const& kind, Argument const& argument) {
  auto const flag = [&](std::size_t i) { return argument(i).isBool() && argument(i).toBool(); };
  auto const drops = [&](std::size_t i) { return !argument(i).isDouble() || argument(i).toDouble() > 0; };
  if (kind.find("batch_norm") != std::string::npos) return flag(3) || flag(5);
  if (kind == "aten::instance_norm") return flag(5) && argument(3).isTensor();
  if (kind == "aten::rrelu") return flag(3);
  if (kind == "aten::scaled_dot_product_attention") return drops(4);
  if (kind == "aten::lstm" || kind == "aten::gru") return flag(6) && drops(5);
  return kind.ends_with("dropout") && flag(2) && drops(1);
}

/// Whether an operator draws random numbers. (What `Node::isNondeterministic` says differs between versions, and of
/// attention it speaks where nothing is dropped.)
inline bool draws_numbers(std::string const& kind) {
  constexpr std::array<std::string_view, 11> names{
      "aten::rand",   "aten::bernoulli", "aten::normal",     "aten::multinomial", "aten::poisson",  "aten::uniform",
      "aten::cauchy", "aten::binomial",  "aten::log_normal", "aten::exponential", "aten::geometric"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return kind.starts_with(name); });
}

/// @throws module_error where an operator does what it only does in training, or draws random numbers
///
/// @param argument index -> value, None behind the last
template <class Argument>
void require_evaluation_mode(torch::jit::Node const& node, std::string const& kind, Argument const& argument) {
  if (detail::trains(kind, argument)) detail::refuse(node, "a module in evaluation mode", kind + " in training mode");
  if (detail::draws_numbers(kind)) detail::refuse(node, "a module without random numbers", kind);
}

/// What was expected where LibTorch has no operator for a module's numbers on a device.
inline std::optional<std::string> wanted_precision(std::string const& problem) {
  if (problem.find("not implemented for '") == std::string::npos) return std::nullopt;
  return "operators that exist for its numbers (script_options::precision = torch::kFloat computes in single "
         "precision)";
}

}  // namespace whence::libtorch::detail
