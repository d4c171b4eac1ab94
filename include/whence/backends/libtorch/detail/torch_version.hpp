// SPDX-License-Identifier: BSD-3-Clause
// The one header that knows that LibTorch's versions differ. Tried with 1.13.1 and 2.15.
#pragma once
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/jit/api/function_impl.h>
#include <torch/script.h>
#include <torch/version.h>

#if TORCH_VERSION_MAJOR < 1 || (TORCH_VERSION_MAJOR == 1 && TORCH_VERSION_MINOR < 13)
#error "whence::libtorch needs LibTorch 1.13 or newer"
#endif

#include <memory>
#include <optional>

namespace whence::libtorch::detail {

/// A function's graph as it was written or traced; null where the function is native code.
inline std::shared_ptr<torch::jit::Graph> graph_of(torch::jit::Function& function) {
  auto* const scripted = torch::jit::tryToGraphFunction(function);
  if (scripted == nullptr) return nullptr;
  scripted->ensure_defined();
  return scripted->graph();
}

/// A copy of the module on a device, in another precision where one is given. Weights that are there already are copied
/// too: the original stays as it is.
inline torch::jit::Module converted(torch::jit::Module const& module, torch::Device const& device,
                                    std::optional<torch::Dtype> precision) {
  torch::jit::Module copy = module.deepcopy();
  copy.to(device);
  if (precision) copy.to(*precision);
  return copy;
}

}  // namespace whence::libtorch::detail
