// SPDX-License-Identifier: BSD-3-Clause
// whence_peer METHOD WEIGHTS IMAGES BATCH THREADS MAPS ENGINE: this library as a peer of ../compare_peers.py, which
// speaks as python_peers.py does. Without arguments it says which engines there are; `whence_peer weights FILE` writes
// random weights.
#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>
#include <whence/core/thread_pool.hpp>
#include <whence/image/upsample.hpp>
#include <whence/io/read_npy.hpp>
#include <whence/io/write_npy.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>
#include <whence/methods/presets/pytorch_grad_cam/ablation_cam.hpp>
#include <whence/methods/presets/pytorch_grad_cam/score_cam.hpp>

#include "support/engines.hpp"
#include "support/machine.hpp"
#include "support/random_vgg16.hpp"

namespace {

// Behind the ReLU, where in-place ReLUs cannot mislead the peers.
constexpr auto tap = whence::vgg16::tap("features.29");

struct task {
  whence::vgg16 model;
  whence::image_batch<float> images;
  std::string maps_file;
};

template <class Run>
double seconds_of(Run const& run) {
  auto const start = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

template <class Run>
void serve(Run const& run) {
  std::cout << "ready" << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream words(line);
    std::string command;
    std::size_t count = 0;
    words >> command >> count;
    if (command == "peak") std::cout << benchmarks::peak_memory_mb() << std::endl;
    if (command != "run") continue;
    std::cout << '[';
    for (std::size_t i = 0; i != count; ++i) std::cout << (i == 0 ? "" : ", ") << seconds_of(run);
    std::cout << ']' << std::endl;
  }
}

/// A method whose maps are brought to the images' size, as the peers' are.
template <class Method>
void serve_maps(Method const& method, task const& work) {
  auto const answer = method(work.model, work.images);
  whence::write_npy(work.maps_file, answer.values);
  serve([&] {
    auto const again = method(work.model, work.images);
    return whence::upsample(again.values, *again.geometry, work.images.shape(2), work.images.shape(3));
  });
}

template <class Method>
void serve_pixels(Method const& method, task const& work) {
  whence::write_npy(work.maps_file, method(work.model, work.images).values);
  serve([&] { return method(work.model, work.images); });
}

whence::image_batch<float> first_images(std::string const& file, std::size_t count) {
  auto const all = whence::read_npy<float, 4>(file);
  whence::image_batch<float> some({count, all.shape(1), all.shape(2), all.shape(3)});
  if (some.size() > all.size()) throw whence::error("batch", "at most " + std::to_string(all.shape(0)), file);
  std::copy_n(all.data(), some.size(), some.data());
  return some;
}

void explain(std::string const& method, task const& work) {
  namespace theirs = whence::presets::pytorch_grad_cam;
  if (method == "grad_cam") {
    serve_maps(whence::grad_cam{tap}, work);
  } else if (method == "input_gradient") {
    serve_pixels(whence::input_gradient{}, work);
  } else if (method == "guided_backprop") {
    serve_pixels(whence::guided_backprop{}, work);
  } else if (method == "ablation_cam") {
    serve_maps(theirs::ablation_cam{tap}, work);
  } else if (method == "score_cam") {
    serve_maps(theirs::score_cam{tap}, work);
  } else {
    throw whence::error("method", "one that compare_peers.py asks for", method);
  }
}

}  // namespace

int main(int argc, char* argv[]) try {
  std::vector<std::string> const arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cout << benchmarks::engines_text() << '\n' << benchmarks::instruction_set_text() << '\n';
  } else if (arguments.size() == 2 && arguments[0] == "weights") {
    benchmarks::write_random_vgg16(arguments[1]);
  } else if (arguments.size() == 7) {
    whence::thread_pool::set_limit(std::stoul(arguments[4]));
    explain(arguments[0], {benchmarks::load_vgg16(arguments[1], benchmarks::engine_named(arguments[6])),
                           first_images(arguments[2], std::stoul(arguments[3])), arguments[5]});
  } else {
    std::cerr << "usage: whence_peer METHOD WEIGHTS IMAGES BATCH THREADS MAPS ENGINE\n";
    return 2;
  }
} catch (std::exception const& problem) {
  std::cerr << "whence_peer: " << problem.what() << '\n';
  return 1;
}
