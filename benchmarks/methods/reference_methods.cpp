// SPDX-License-Identifier: BSD-3-Clause
// Methods on a full-width VGG16 of random weights, 224 x 224, one image, float, by each engine of the reference
// backend.
#include "support/engines.hpp"
#include "support/register_methods.hpp"
#include "support/weights_file.hpp"

namespace {

void load(benchmark::State& state) {
  auto const path = benchmarks::random_weights();
  for (auto _ : state) benchmark::DoNotOptimize(whence::vgg16::load(path));
}

template <whence::reference::engine Engine>
whence::vgg16 const& model() {
  static whence::vgg16 const loaded = benchmarks::load_vgg16(benchmarks::random_weights(), Engine);
  return loaded;
}

}  // namespace

int main(int argc, char* argv[]) {
  using whence::reference::engine;
  benchmarks::timed(benchmark::RegisterBenchmark("load", load));
  benchmarks::register_methods("lean", model<engine::lean>);
  benchmarks::register_methods("fast", model<engine::fast>);
  benchmarks::register_methods("exact", model<engine::exact>);
  return benchmarks::run_benchmarks(argc, argv);
}
