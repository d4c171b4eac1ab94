// SPDX-License-Identifier: BSD-3-Clause
// What every Google Benchmark program here does: say what runs, then run it.
#pragma once
#include <benchmark/benchmark.h>

#include <string>
#include <whence/core/thread_pool.hpp>
#include <whence/core/version.hpp>

#include "support/engines.hpp"

namespace benchmarks {

/// The body of `main`.
///
/// @return the exit status
inline int run_benchmarks(int argc, char* argv[]) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext("instruction_set", instruction_set_text() + " (WHENCE_INSTRUCTION_SET chooses another)");
  benchmark::AddCustomContext("threads", std::to_string(whence::thread_pool::limit()));
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

/// Time on the wall, in milliseconds: the work is shared out among threads.
inline benchmark::internal::Benchmark* timed(benchmark::internal::Benchmark* one) {
  return one->Unit(benchmark::kMillisecond)->UseRealTime();
}

}  // namespace benchmarks
