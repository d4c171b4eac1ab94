// SPDX-License-Identifier: BSD-3-Clause
// The same methods on LibTorch's modules of the same weights: on the CPU, and on CUDA where there is a device.
#include <torch/cuda.h>

#include <whence/weights/read_weights.hpp>

#include "parity/torch_vgg.hpp"
#include "support/register_methods.hpp"
#include "support/weights_file.hpp"

namespace {

using torch_vgg16 = parity::torch_vgg<float>;

torch_vgg16 const& model(torch::Device device) {
  static auto const made = [](torch::Device where) {
    auto const weights = whence::read_weights<float>(benchmarks::random_weights());
    auto net = parity::vgg_of<float>(whence::vgg_layouts[2], weights);
    net->to(where);
    return torch_vgg16(net);
  };
  if (device.is_cuda()) {
    static torch_vgg16 const on_device = made(device);
    return on_device;
  }
  static torch_vgg16 const on_host = made(device);
  return on_host;
}

}  // namespace

int main(int argc, char* argv[]) {
  benchmarks::register_methods(
      "libtorch_cpu", []() -> auto& { return model(torch::kCPU); });
  if (torch::cuda::is_available()) {
    benchmarks::register_methods(
        "libtorch_cuda", []() -> auto& { return model(torch::kCUDA); });
  }
  benchmark::AddCustomContext("libtorch", TORCH_VERSION);
  return benchmarks::run_benchmarks(argc, argv);
}
