// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <sys/resource.h>

#include <fstream>
#include <string>

namespace benchmarks {

/// The most memory this process has had resident, in MB: mapped weights count once their pages are read.
///
/// Linux's own count is asked first. getrusage's outlives exec, so that a small process would show the peak of the
/// program that started it.
inline double peak_memory_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024.0;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

}  // namespace benchmarks
