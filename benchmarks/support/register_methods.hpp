// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "support/machine.hpp"
#include "support/methods.hpp"
#include "support/random_values.hpp"
#include "support/run_benchmarks.hpp"

namespace benchmarks {

/// Registers BACKEND/METHOD for each method. The peak printed is that of the process so far; peak_memory has each by
/// itself.
///
/// @param model a function that returns the backend, made when it is first wanted
template <class Model>
void register_methods(std::string const& backend, Model model) {
  for_each_method([&](std::string_view name, auto const& explain) {
    auto const run = [model, explain](benchmark::State& state) {
      auto const images = some_tensor(1, 3, 224, 224);
      (void)model().forward(images);  // reads the weights' pages, and transforms them where that is done once
      for (auto _ : state) benchmark::DoNotOptimize(explain(model(), images));
      state.counters["peak_GB"] = peak_memory_mb() / 1024;
    };
    auto* const one = timed(benchmark::RegisterBenchmark((backend + '/' + std::string(name)).c_str(), run));
    if (is_long(name)) {
      one->Iterations(1);
    } else {
      one->MinTime(1);
    }
  });
}

}  // namespace benchmarks
