// SPDX-License-Identifier: BSD-3-Clause
// What this process has in memory, as Linux counts it.
#pragma once
#include <malloc.h>
#include <cstddef>
#include <fstream>
#include <string>

namespace whence::test {

/// A row of /proc/self/status in bytes, such as RssAnon, memory of the process's own, or RssFile, pages of files.
///
/// @return 0 where there is no such row
[[nodiscard]] inline std::size_t resident_memory(std::string const& row) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::size_t kilobytes = 0;
    if (word == row + ":" && status >> kilobytes) return kilobytes * 1024;
  }
  return 0;
}

/// Gives back what was freed and is kept for later: what is allocated next then counts in full.
inline void drop_freed_memory() {
  (void)malloc_trim(0);
}

/// Lets the row VmHWM, the most that has been in memory, begin anew.
///
/// @return false where the system does not allow it
inline bool forget_peak_memory() {
  std::ofstream forget("/proc/self/clear_refs");
  forget << "5" << std::flush;
  return forget.good();
}

}  // namespace whence::test
