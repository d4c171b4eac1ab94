// SPDX-License-Identifier: BSD-3-Clause
// Methods on a full-width VGG16, 224 x 224, batch 1, float: seconds after load, and the peak memory of the process.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <whence/backends/reference/vgg.hpp>
#include <whence/methods/cam/grad_cam.hpp>
#include <whence/methods/gradient/guided_backprop.hpp>
#include <whence/methods/gradient/input_gradient.hpp>

#include "support/machine.hpp"
#include "support/random_vgg16.hpp"

namespace {

std::filesystem::path weights_file() {
  return std::filesystem::temp_directory_path() / "whence_random_vgg16.safetensors";
}

whence::vgg16 const& model() {
  static whence::vgg16 const loaded = [] {
    if (!std::filesystem::exists(weights_file())) benchmarks::write_random_vgg16(weights_file());
    return whence::vgg16::load(weights_file());
  }();
  return loaded;
}

whence::image_batch<float> some_image() {
  whence::image_batch<float> images({1, 3, 224, 224});
  for (std::size_t i = 0; i != images.size(); ++i) images.data()[i] = std::sin(static_cast<float>(i % 9973));
  return images;
}

template <class Explain>
void run(benchmark::State& state, Explain explain) {
  auto const images = some_image();
  benchmark::DoNotOptimize(explain(images));  // reads the weights' pages
  for (auto _ : state) benchmark::DoNotOptimize(explain(images));
  state.counters["peak_MB"] = benchmarks::peak_memory_mb();
}

void load(benchmark::State& state) {
  (void)model();
  for (auto _ : state) benchmark::DoNotOptimize(whence::vgg16::load(weights_file()));
}

void forward(benchmark::State& state) {
  run(state, [](auto const& images) { return model().forward(images); });
}

void grad_cam_features_28(benchmark::State& state) {
  run(state, [](auto const& images) { return whence::grad_cam{whence::vgg16::tap("features.28")}(model(), images); });
}

void input_gradient(benchmark::State& state) {
  run(state, [](auto const& images) { return whence::input_gradient{}(model(), images); });
}

void guided_backprop(benchmark::State& state) {
  run(state, [](auto const& images) { return whence::guided_backprop{}(model(), images); });
}

// In this order: the peak printed is that of the process so far.
BENCHMARK(load)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(forward)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);
BENCHMARK(grad_cam_features_28)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(3);
BENCHMARK(input_gradient)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);
BENCHMARK(guided_backprop)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(2);

}  // namespace

BENCHMARK_MAIN();
