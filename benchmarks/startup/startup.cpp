// SPDX-License-Identifier: BSD-3-Clause
// What comes before the second picture: loading, the first map (which transforms the weights of the fast engine), and
// whole processes, from start to picture, weights in the page cache.
#include <cstdlib>
#include <filesystem>
#include <string>
#include <whence/methods/cam/grad_cam.hpp>

#include "support/engines.hpp"
#include "support/random_values.hpp"
#include "support/run_benchmarks.hpp"
#include "support/weights_file.hpp"

namespace {

void load(benchmark::State& state, whence::reference::engine engine) {
  auto const path = benchmarks::random_weights();
  for (auto _ : state) benchmark::DoNotOptimize(benchmarks::load_vgg16(path, engine));
}

void first_map(benchmark::State& state, whence::reference::engine engine) {
  auto const path = benchmarks::random_weights();
  auto const images = benchmarks::some_tensor(1, 3, 224, 224);
  whence::grad_cam const method{whence::vgg16::tap("features.29")};
  for (auto _ : state) benchmark::DoNotOptimize(method(benchmarks::load_vgg16(path, engine), images));
}

/// photo_to_picture, which lies beside this program.
void process(benchmark::State& state, std::string const& engine) {
  auto const folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  auto const picture = std::filesystem::temp_directory_path() / "whence_startup.png";
  std::string const command = "'" + (folder / "photo_to_picture").string() + "' '" WHENCE_BENCHMARK_PHOTO "' '" +
                              benchmarks::random_weights().string() + "' '" + picture.string() + "' " + engine +
                              " > /dev/null";
  for (auto _ : state) {
    if (std::system(command.c_str()) != 0) {
      state.SkipWithError("photo_to_picture failed");
      break;
    }
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  for (auto const& [name, engine] : benchmarks::engines) {
    std::string const by = std::string("/") + name;
    benchmarks::timed(benchmark::RegisterBenchmark(("load" + by).c_str(), load, engine));
    benchmarks::timed(benchmark::RegisterBenchmark(("load_and_first_map" + by).c_str(), first_map, engine))->MinTime(1);
    benchmarks::timed(benchmark::RegisterBenchmark(("start_to_picture" + by).c_str(), process, std::string(name)))
        ->MinTime(2);
  }
  return benchmarks::run_benchmarks(argc, argv);
}
