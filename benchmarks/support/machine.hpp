// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <sys/resource.h>

namespace benchmarks {

/// The most memory this process has had resident, in MB: mapped weights count once their pages are read.
inline double peak_memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace benchmarks
