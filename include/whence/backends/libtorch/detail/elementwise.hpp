// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <set>
#include <string>

namespace whence::libtorch::detail {

/// Whether an operator's cell (i, j) looks where cells (i, j) of its operands do: arithmetic, activations,
/// normalisations.
inline bool is_elementwise(std::string const& kind) {
  static std::set<std::string> const names{"aten::relu",          "aten::relu6",      "aten::hardtanh",
                                           "aten::clamp",         "aten::clamp_min",  "aten::clamp_max",
                                           "aten::threshold",     "aten::leaky_relu", "aten::prelu",
                                           "aten::rrelu",         "aten::elu",        "aten::celu",
                                           "aten::selu",          "aten::gelu",       "aten::silu",
                                           "aten::mish",          "aten::sigmoid",    "aten::tanh",
                                           "aten::hardsigmoid",   "aten::hardswish",  "aten::softplus",
                                           "aten::softsign",      "aten::exp",        "aten::log",
                                           "aten::sqrt",          "aten::rsqrt",      "aten::square",
                                           "aten::pow",           "aten::abs",        "aten::neg",
                                           "aten::reciprocal",    "aten::add",        "aten::sub",
                                           "aten::rsub",          "aten::mul",        "aten::div",
                                           "aten::maximum",       "aten::minimum",    "aten::lerp",
                                           "aten::addcmul",       "aten::dropout",    "aten::feature_dropout",
                                           "aten::alpha_dropout", "aten::batch_norm", "aten::instance_norm",
                                           "aten::group_norm",    "aten::layer_norm", "aten::contiguous",
                                           "aten::clone",         "aten::detach",     "aten::to",
                                           "aten::type_as"};
  return names.contains(kind);
}

}  // namespace whence::libtorch::detail
