// SPDX-License-Identifier: BSD-3-Clause
// parity PHOTO: one photo, one set of weights, the reference backend and LibTorch side by side.
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <string>
#include <vector>
#include <whence/backends/reference/vgg_layout.hpp>
#include <whence/core/thread_pool.hpp>

#include "parity/run.hpp"

// OpenBLAS's; Debian's LibTorch calls it too, and has no setting of its own for its threads.
extern "C" void openblas_set_num_threads(int);

int main(int argc, char* argv[]) try {
  parity::options chosen;
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
  app.add_option("--repeat", chosen.repeat, "Runs in turn, whose median is shown; fewer of a method that takes seconds")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  app.add_flag("--double", chosen.in_double, "Compute in double precision: what is rounding all but disappears");
  app.add_flag("--all", chosen.all, "Score-CAM and its kin too: a pass of the whole network for every feature map");
  CLI11_PARSE(app, argc, argv);

  at::set_num_threads(static_cast<int>(chosen.threads));
  openblas_set_num_threads(static_cast<int>(chosen.threads));
  whence::thread_pool::set_limit(chosen.threads);
  chosen.in_double ? parity::run<double>(chosen) : parity::run<float>(chosen);
} catch (c10::Error const& problem) {
  std::cerr << "parity: " << problem.what_without_backtrace() << '\n';
  return 1;
} catch (std::exception const& problem) {
  std::cerr << "parity: " << problem.what() << '\n';
  return 1;
}
