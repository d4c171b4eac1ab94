// SPDX-License-Identifier: BSD-3-Clause
// What `run` does. Only the two files that compile it include this: they are what takes long to compile.
#pragma once
#include <torch/cuda.h>
#include <torch/script.h>

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/error.hpp>
#include <whence/image/preprocess.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/weights/read_weights.hpp>

#include "compare.hpp"
#include "embedded.hpp"
#include "every_method.hpp"
#include "run.hpp"
#include "table.hpp"
#include "torch_vgg.hpp"

namespace parity {

namespace detail {

/// The last convolution (or the batch norm that is folded into it), its ReLU, and its pooling.
template <class T>
std::vector<std::string> last_taps(whence::reference::network<T> const& model) {
  std::vector<std::string> names;
  for (auto const& tap : model.taps()) {
    if (tap.name.starts_with("features.")) names.push_back(tap.name);
  }
  return {names.end() - 3, names.end()};
}

}  // namespace detail

template <class T>
void run(options const& chosen) {
  auto const layout =
      *std::ranges::find_if(whence::vgg_layouts, [&](auto const& l) { return l.name() == chosen.architecture; });
  auto const weights = chosen.weights.empty()
                           ? whence::read_safetensors<T>(embedded_model(), {}, "the small VGG16 inside this program")
                           : whence::read_weights<T>(chosen.weights);
  auto const reference = whence::reference::vgg_network<T>(layout, weights, {}, whence::reference::engine::exact);
  auto const seen = whence::preprocess<T>(whence::read_photo(chosen.photo), whence::imagenet);
  torch::Device const device(chosen.device);
  if (device.is_cuda() && !torch::cuda::is_available()) {
    throw whence::error("--device", "cpu, as this LibTorch finds no CUDA device", chosen.device);
  }

  auto const logits = reference.forward(seen.images);
  auto const top = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  auto const against = [&](auto const& model) {
    return compare_all(reference, model, seen.images, whence::class_logit{top}, detail::last_taps(reference),
                       chosen.repeat, every_method{chosen.all});
  };
  std::vector<comparison> lines;
  if (chosen.script.empty()) {
    auto net = vgg_of(layout, weights);
    net->to(device);
    lines = against(torch_vgg<T>(net));
  } else {
    whence::libtorch::script_options asked;
    asked.device = device;
    asked.precision = c10::CppTypeToScalarType<T>::value;
    lines = against(whence::libtorch::basic_script_module<T>::load(chosen.script, asked));
  }

  std::cout << "photo      " << chosen.photo << ", " << seen.images.shape(2) << " x " << seen.images.shape(3)
            << " (shorter side to 256, the middle); asked of class " << top << '\n'
            << "reference  " << weights.source() << ", as " << chosen.architecture << '\n'
            << "LibTorch   " << (chosen.script.empty() ? "the same weights in modules of torch::nn" : chosen.script)
            << "; version " << TORCH_VERSION << ", on " << device << '\n'
            << "both       " << (chosen.in_double ? "double" : "single") << " precision, threads: " << chosen.threads
            << "\n\n";
  print_table(std::cout, lines);
}

}  // namespace parity
