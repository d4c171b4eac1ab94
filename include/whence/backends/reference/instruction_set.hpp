// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <atomic>
#include <cstdlib>
#include <string>
#include <string_view>
#include <whence/core/error.hpp>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace whence::reference {

/// What the kernels may use of a processor. `baseline` is what the compiler's flags allow anyway: SSE2 on x86-64, NEON
/// on aarch64.
enum class instruction_set { baseline, avx2, avx512 };

[[nodiscard]] constexpr std::string_view to_text(instruction_set set) {
  switch (set) {
    case instruction_set::baseline: return "baseline";
    case instruction_set::avx2: return "avx2";
    case instruction_set::avx512: return "avx512";
  }
  return "unknown";
}

/// The best that this processor and its operating system offer.
[[nodiscard]] inline instruction_set best_instruction_set() noexcept {
#if defined(__x86_64__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  __builtin_cpu_init();  // its answers are about the operating system too
  bool const f16c = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_F16C) != 0;
  if (!f16c || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return instruction_set::baseline;
  bool const wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
  return wide ? instruction_set::avx512 : instruction_set::avx2;
#else
  return instruction_set::baseline;
#endif
}

namespace detail {

/// As the environment variable WHENCE_INSTRUCTION_SET asks, within what the processor has.
inline instruction_set first_instruction_set() noexcept {
  instruction_set const best = whence::reference::best_instruction_set();
  char const* const asked = std::getenv("WHENCE_INSTRUCTION_SET");
  for (instruction_set const set : {instruction_set::baseline, instruction_set::avx2}) {
    if (asked != nullptr && set < best && asked == to_text(set)) return set;
  }
  return best;
}

inline std::atomic<instruction_set> chosen_instruction_set{first_instruction_set()};

}  // namespace detail

/// Which kernels run from now on: the best ones, unless the environment variable WHENCE_INSTRUCTION_SET (baseline,
/// avx2, avx512) or `force_instruction_set` says otherwise. Results differ between instruction sets by rounding.
[[nodiscard]] inline instruction_set instruction_set_in_use() noexcept {
  return detail::chosen_instruction_set.load(std::memory_order_relaxed);
}

/// For comparisons and tests: every kernel of the process that starts from now on uses this one.
///
/// @throws error where the processor lacks it
inline void force_instruction_set(instruction_set set) {
  instruction_set const best = whence::reference::best_instruction_set();
  if (set > best) {
    throw error("instruction set", "at most " + std::string(to_text(best)) + ", which this processor has",
                std::string(to_text(set)));
  }
  detail::chosen_instruction_set.store(set, std::memory_order_relaxed);
}

}  // namespace whence::reference
