// SPDX-License-Identifier: BSD-3-Clause
// parity PHOTO: one photo, one set of weights, the reference backend and LibTorch side by side.
#include <torch/cuda.h>
#include <torch/script.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <exception>
#include <iostream>
#include <string>
#include <vector>
#include <whence/backends/libtorch/script_module.hpp>
#include <whence/backends/reference/vgg_network.hpp>
#include <whence/core/error.hpp>
#include <whence/core/thread_pool.hpp>
#include <whence/image/preprocess.hpp>
#include <whence/io/read_photo.hpp>
#include <whence/scores/class_logit.hpp>
#include <whence/weights/read_weights.hpp>

#include "embedded.hpp"
#include "parity/table.hpp"
#include "parity/torch_vgg.hpp"

// OpenBLAS's; Debian's LibTorch calls it too, and has no setting of its own for its threads.
extern "C" void openblas_set_num_threads(int);

namespace {

struct options {
  std::string photo;
  std::string weights;  ///< empty: the small VGG16 inside this program
  std::string architecture = "vgg16";
  std::string script;  ///< empty: a network of LibTorch's modules, built of the same weights
  std::string device = "cpu";
  std::size_t threads = 1;
  std::size_t repeat = 5;
  bool in_double = false;
};

/// The last convolution (or the batch norm that is folded into it), its ReLU, and its pooling.
template <class T>
std::vector<std::string> last_taps(whence::reference::network<T> const& model) {
  std::vector<std::string> names;
  for (auto const& tap : model.taps()) {
    if (tap.name.starts_with("features.")) names.push_back(tap.name);
  }
  return {names.end() - 3, names.end()};
}

template <class T>
void run(options const& chosen) {
  auto const layout =
      *std::ranges::find_if(whence::vgg_layouts, [&](auto const& l) { return l.name() == chosen.architecture; });
  auto const weights = chosen.weights.empty()
                           ? whence::read_safetensors<T>(embedded_model(), {}, "the small VGG16 inside this program")
                           : whence::read_weights<T>(chosen.weights);
  auto const reference = whence::reference::vgg_network<T>(layout, weights);
  auto const seen = whence::preprocess<T>(whence::read_photo(chosen.photo), whence::imagenet);
  torch::Device const device(chosen.device);
  if (device.is_cuda() && !torch::cuda::is_available()) {
    throw whence::error("--device", "cpu, as this LibTorch finds no CUDA device", chosen.device);
  }

  auto const logits = reference.forward(seen.images);
  auto const top = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  auto const against = [&](auto const& model) {
    return parity::compare_all(reference, model, seen.images, whence::class_logit{top}, last_taps(reference),
                               chosen.repeat);
  };
  std::vector<parity::comparison> lines;
  if (chosen.script.empty()) {
    auto net = parity::vgg_of(layout, weights);
    net->to(device);
    lines = against(parity::torch_vgg<T>(net));
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
  parity::print_table(std::cout, lines);
}

}  // namespace

int main(int argc, char* argv[]) try {
  options chosen;
  std::vector<std::string> architectures;
  for (auto const& layout : whence::vgg_layouts) architectures.push_back(layout.name());

  CLI::App app(
      "The reference backend and LibTorch, explaining one photo by one set of weights: how far they lie apart, "
      "and how long each takes.");
  app.add_option("photo", chosen.photo, "A JPEG or PNG file")->required()->check(CLI::ExistingFile);
  app.add_option("--model", chosen.weights, "A file of weights (.safetensors, .pth); default: a small VGG16 inside");
  app.add_option("--architecture", chosen.architecture, "Whose weights they are")
      ->check(CLI::IsMember(architectures))
      ->capture_default_str();
  app.add_option("--script", chosen.script, "A TorchScript file of the same network, to compare with instead");
  app.add_option("--device", chosen.device, "Where LibTorch computes: cpu, cuda, cuda:1")->capture_default_str();
  app.add_option("--threads", chosen.threads, "Of each backend")->check(CLI::Range(1, 256))->capture_default_str();
  app.add_option("--repeat", chosen.repeat, "Runs in turn, whose median is shown")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_flag("--double", chosen.in_double, "Compute in double precision: what is rounding all but disappears");
  CLI11_PARSE(app, argc, argv);

  at::set_num_threads(static_cast<int>(chosen.threads));
  openblas_set_num_threads(static_cast<int>(chosen.threads));
  whence::thread_pool::set_limit(chosen.threads);
  chosen.in_double ? run<double>(chosen) : run<float>(chosen);
} catch (c10::Error const& problem) {
  std::cerr << "parity: " << problem.what_without_backtrace() << '\n';
  return 1;
} catch (std::exception const& problem) {
  std::cerr << "parity: " << problem.what() << '\n';
  return 1;
}
