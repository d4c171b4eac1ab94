// SPDX-License-Identifier: BSD-3-Clause
// What a VGG16 does besides convolutions, and what a picture needs: pooling, linear layers, resizing.
#include <cstddef>
#include <cstdint>
#include <string>
#include <whence/backends/reference/layers/linear.hpp>
#include <whence/backends/reference/layers/max_pool.hpp>
#include <whence/core/tap_geometry.hpp>
#include <whence/image/resize_antialiased.hpp>
#include <whence/image/resize_linear.hpp>
#include <whence/image/upsample.hpp>

#include "support/random_values.hpp"
#include "support/run_benchmarks.hpp"

namespace {

namespace ref = whence::reference;

/// Gigabytes a second of the numbers that must be read at least.
benchmark::Counter bandwidth(std::size_t numbers) {
  return {4e-9 * static_cast<double>(numbers), benchmark::Counter::kIsIterationInvariantRate};
}

void register_poolings(std::size_t channels, std::size_t side) {
  std::string const name = std::to_string(channels) + 'x' + std::to_string(side) + 'x' + std::to_string(side);
  benchmarks::timed(benchmark::RegisterBenchmark(("pooling/forward/" + name).c_str(), [=](benchmark::State& state) {
    ref::max_pool<float> const pool(ref::window::square(2, 2));
    auto const input = benchmarks::some_tensor(1, channels, side, side);
    for (auto _ : state) benchmark::DoNotOptimize(pool.forward(input, {}));
    state.counters["GBs"] = bandwidth(input.size());
  }));
  benchmarks::timed(benchmark::RegisterBenchmark(("pooling/pullback/" + name).c_str(), [=](benchmark::State& state) {
    ref::max_pool<float> const pool(ref::window::square(2, 2));
    auto const input = benchmarks::some_tensor(1, channels, side, side);
    auto const gradient = benchmarks::some_tensor(1, channels, side / 2, side / 2);
    for (auto _ : state) benchmark::DoNotOptimize(pool.pullback(gradient, input, {}));
    state.counters["GBs"] = bandwidth(input.size());
  }));
}

ref::linear<float> some_linear(std::size_t inputs, std::size_t outputs) {
  return ref::linear<float>(
      whence::weight_tensor<float>({outputs, inputs}, benchmarks::some_values(inputs * outputs, 0.01F)),
      whence::weight_tensor<float>({outputs}, benchmarks::some_values(outputs)));
}

void register_linear(std::size_t inputs, std::size_t outputs, std::size_t images) {
  std::string const name =
      std::to_string(inputs) + "to" + std::to_string(outputs) + "/images:" + std::to_string(images);
  benchmarks::timed(benchmark::RegisterBenchmark(("linear/forward/" + name).c_str(), [=](benchmark::State& state) {
    auto const layer = some_linear(inputs, outputs);
    auto const input = benchmarks::some_tensor(images, inputs, 1, 1);
    for (auto _ : state) benchmark::DoNotOptimize(layer.forward(input, {}));
    state.counters["GBs"] = bandwidth(inputs * outputs);
  }));
  // Behind a ReLU half of the gradient is zero.
  benchmarks::timed(benchmark::RegisterBenchmark(("linear/pullback/" + name).c_str(), [=](benchmark::State& state) {
    auto const layer = some_linear(inputs, outputs);
    auto gradient = benchmarks::some_tensor(images, outputs, 1, 1);
    for (float& value : gradient) value = value > 0 ? value : 0.0F;
    for (auto _ : state) benchmark::DoNotOptimize(layer.pullback(gradient, {inputs, 1, 1}, {}));
    state.counters["GBs"] = bandwidth(inputs * outputs / 2);
  }));
}

void upsample_14_to_224(benchmark::State& state) {
  whence::map_batch<float> maps({1, 14, 14});
  for (std::size_t i = 0; i != maps.size(); ++i) maps.data()[i] = benchmarks::some_value(i);
  auto const axis = whence::axis_geometry::spread(14, 224);
  for (auto _ : state) benchmark::DoNotOptimize(whence::upsample(maps, {axis, axis}, 224, 224));
}

whence::tensor<std::uint8_t, 3> some_photo() {
  whence::tensor<std::uint8_t, 3> pixels({1200, 1600, 3});
  for (std::size_t i = 0; i != pixels.size(); ++i) pixels.data()[i] = static_cast<std::uint8_t>(i % 251);
  return pixels;
}

void photo_to_224_antialiased(benchmark::State& state) {
  auto const photo = some_photo();
  for (auto _ : state) benchmark::DoNotOptimize(whence::resize_antialiased(photo, {224, 224}));
}

void photo_to_224_linear(benchmark::State& state) {
  auto const photo = some_photo();
  for (auto _ : state) benchmark::DoNotOptimize(whence::resize_linear(photo, {224, 224}));
}

}  // namespace

int main(int argc, char* argv[]) {
  register_poolings(64, 224);
  register_poolings(256, 56);
  register_poolings(512, 14);
  for (std::size_t const images : {std::size_t{1}, std::size_t{16}}) {
    register_linear(512 * 49, 4096, images);
    register_linear(4096, 4096, images);
    register_linear(4096, 1000, images);
  }
  benchmarks::timed(benchmark::RegisterBenchmark("resize/map_14_to_224", upsample_14_to_224));
  benchmarks::timed(benchmark::RegisterBenchmark("resize/photo_to_224_antialiased", photo_to_224_antialiased));
  benchmarks::timed(benchmark::RegisterBenchmark("resize/photo_to_224_linear", photo_to_224_linear));
  return benchmarks::run_benchmarks(argc, argv);
}
