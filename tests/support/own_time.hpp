// SPDX-License-Identifier: BSD-3-Clause
// Time as it would pass on a machine that does nothing else.
#pragma once
#include <chrono>
#include <fstream>

namespace whence::test {

struct measured_time {
  double wall_ms = 0.0;
  double own_ms = 0.0;  ///< without what this thread waited for a core that others had; waits for a disk are in it
};

/// A clock that starts with its scope, for work of one thread, the first of its process.
class own_time {
 public:
  [[nodiscard]] measured_time passed() const {
    std::chrono::duration<double, std::milli> const wall = std::chrono::steady_clock::now() - start_;
    return {wall.count(), wall.count() - (waited_ms() - waited_before_)};
  }

 private:
  /// The second number of Linux's schedstat, in nanoseconds; 0 where there is none, and all time is counted.
  [[nodiscard]] static double waited_ms() {
    std::ifstream row("/proc/self/schedstat");
    double ran = 0.0, waited = 0.0;
    return row >> ran >> waited ? waited / 1e6 : 0.0;
  }

  double waited_before_ = waited_ms();
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace whence::test
