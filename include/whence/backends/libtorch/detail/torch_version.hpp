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

// Asked of the version, not of the headers that there are: beside a wheel, another LibTorch may be installed.
#if TORCH_VERSION_MAJOR < 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR < 1)
#include <c10/util/variant.h>
namespace whence::libtorch::detail {
namespace variants = c10;
}
#else
#include <variant>
namespace whence::libtorch::detail {
namespace variants = std;
}
#endif

namespace whence::libtorch::detail {

/// A function's graph as it was written or traced; null where the function is native code.
inline std::shared_ptr<torch::jit::Graph> graph_of(torch::jit::Function& function) {
  auto* const scripted = torch::jit::tryToGraphFunction(function);
  if (scripted == nullptr) return nullptr;
  scripted->ensure_defined();
  return scripted->graph();
}

/// A copy of the module on a device, in another precision where one is given. Weights that are there already are copied
/// too: the original stays as it is. Whole numbers, such as indices, stay whole.
inline torch::jit::Module converted(torch::jit::Module const& module, torch::Device const& device,
                                    std::optional<torch::Dtype> precision) {
  torch::jit::Module copy = module.deepcopy();
  copy.to(device);
  if (!precision) return copy;
  auto const convert = [&](at::Tensor weight) {
    if (weight.is_floating_point()) weight.set_data(weight.to(*precision));
  };
  for (at::Tensor const& weight : copy.parameters()) convert(weight);
  for (at::Tensor const& weight : copy.buffers()) convert(weight);
  return copy;
}

/// LibTorch's settings, of the whole process, on which it depends whether the same bits come out twice.
struct determinism {
  bool deterministic;
  bool warn_only;
  bool deterministic_cudnn;
  bool benchmark_cudnn;
  bool tf32_cudnn;
  bool tf32_cublas;

  static determinism current() {
    at::Context const& settings = at::globalContext();
    return {settings.deterministicAlgorithms(), settings.deterministicAlgorithmsWarnOnly(),
            settings.deterministicCuDNN(),      settings.benchmarkCuDNN(),
            settings.allowTF32CuDNN(),          settings.allowTF32CuBLAS()};
  }
  static determinism strict() { return {true, true, true, false, false, false}; }

  void apply() const {
    at::Context& settings = at::globalContext();
    settings.setDeterministicAlgorithms(deterministic, warn_only);
    settings.setDeterministicCuDNN(deterministic_cudnn);
    settings.setBenchmarkCuDNN(benchmark_cudnn);
    settings.setAllowTF32CuDNN(tf32_cudnn);
    settings.setAllowTF32CuBLAS(tf32_cublas);
  }
};

}  // namespace whence::libtorch::detail
