// SPDX-License-Identifier: BSD-3-Clause
// Grad-CAM on a VGG16 as one thing grows at a time: the batch, the image's side, the threads, the network's width. What
// grows in proportion shows the same figure in the column of its unit.
#include <cstddef>
#include <map>
#include <string>
#include <whence/methods/cam/grad_cam.hpp>

#include "support/engines.hpp"
#include "support/random_values.hpp"
#include "support/run_benchmarks.hpp"
#include "support/weights_file.hpp"

namespace {

struct setting {
  std::size_t batch = 1;
  std::size_t side = 224;
  std::size_t threads = 0;  ///< 0: as many as there are processors
  std::size_t narrower = 1;
};

/// Kept between benchmarks: a model's weights are transformed once.
whence::vgg16 const& model(whence::reference::engine engine, std::size_t narrower) {
  static std::map<std::pair<whence::reference::engine, std::size_t>, whence::vgg16> models;
  auto const found = models.find({engine, narrower});
  if (found != models.end()) return found->second;
  return models.try_emplace({engine, narrower}, benchmarks::load_vgg16(benchmarks::random_weights(narrower), engine))
      .first->second;
}

void grad_cam(benchmark::State& state, whence::reference::engine engine, setting const& asked) {
  whence::grad_cam const method{whence::vgg16::tap("features.29")};
  auto const images = benchmarks::some_tensor(asked.batch, 3, asked.side, asked.side);
  std::size_t const usual = whence::thread_pool::limit();
  if (asked.threads != 0) whence::thread_pool::set_limit(asked.threads);
  (void)method(model(engine, asked.narrower), images);
  for (auto _ : state) benchmark::DoNotOptimize(method(model(engine, asked.narrower), images));
  whence::thread_pool::set_limit(usual);
  auto const each = [](double count) {
    return benchmark::Counter(count, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  };
  state.counters["s_per_image"] = each(static_cast<double>(asked.batch));
  state.counters["s_per_Mpixel"] = each(1e-6 * static_cast<double>(asked.batch * asked.side * asked.side));
}

void enlist(std::string const& name, whence::reference::engine engine, setting const& asked) {
  benchmarks::timed(benchmark::RegisterBenchmark(name.c_str(), grad_cam, engine, asked))->MinTime(1);
}

}  // namespace

int main(int argc, char* argv[]) {
  for (auto const& [engine_name, engine] : benchmarks::engines) {
    std::string const by = std::string("/") + engine_name + '/';
    for (std::size_t batch = 1; batch <= 32; batch *= 2) {
      enlist("batch" + by + std::to_string(batch), engine, {.batch = batch});
    }
    for (std::size_t const side : {112U, 160U, 224U, 299U, 448U, 672U, 896U}) {
      enlist("side" + by + std::to_string(side), engine, {.side = side});
    }
    for (std::size_t threads = 1; threads <= whence::thread_pool::limit(); threads *= 2) {
      enlist("threads" + by + std::to_string(threads), engine, {.threads = threads});
    }
    for (std::size_t narrower = 1; narrower <= 8; narrower *= 2) {
      enlist("narrower" + by + std::to_string(narrower), engine, {.narrower = narrower});
    }
  }
  return benchmarks::run_benchmarks(argc, argv);
}
