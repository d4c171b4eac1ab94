// SPDX-License-Identifier: BSD-3-Clause
// One source for every instruction set: a kernel is a template on the width of a vector, all of it inlined into one of
// the three functions below, each compiled for another instruction set. docs/explanation/fast_engine.md tells why so.
#pragma once
#include <whence/backends/reference/instruction_set.hpp>

// What this translation unit's own flags allow, as a namespace: where two units of a program are compiled with
// different flags, the linker must not take one's kernels for the other's.
#if defined(__AVX512F__) && defined(__AVX512VL__) && defined(__AVX512BW__) && defined(__AVX512DQ__) && defined(__FMA__)
#define WHENCE_UNIT_FLAGS unit_with_avx512
#define WHENCE_UNIT_VECTOR_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#define WHENCE_UNIT_FLAGS unit_with_avx2
#define WHENCE_UNIT_VECTOR_BYTES 32
#elif defined(__AVX__)
#define WHENCE_UNIT_FLAGS unit_with_avx
#define WHENCE_UNIT_VECTOR_BYTES 16
#elif defined(__SSE4_1__)
#define WHENCE_UNIT_FLAGS unit_with_sse4
#define WHENCE_UNIT_VECTOR_BYTES 16
#else
#define WHENCE_UNIT_FLAGS unit_with_baseline
#define WHENCE_UNIT_VECTOR_BYTES 16
#endif

namespace whence::reference::detail::kernels {
inline namespace WHENCE_UNIT_FLAGS {

template <class Kernel, class... Arguments>
[[gnu::flatten]] void run_baseline(Arguments const&... arguments) {
  Kernel::template run<WHENCE_UNIT_VECTOR_BYTES>(arguments...);
}

#if defined(__x86_64__)
// Features, never `arch=`: they add to the unit's own flags, so that what is inlined stays inlinable.
template <class Kernel, class... Arguments>
[[gnu::target("avx2,fma,f16c"), gnu::flatten]] void run_avx2(Arguments const&... arguments) {
  Kernel::template run<32>(arguments...);
}

template <class Kernel, class... Arguments>
[[gnu::target("avx512f,avx512vl,avx512bw,avx512dq,avx2,fma,f16c"), gnu::flatten]] void run_avx512(
    Arguments const&... arguments) {
  Kernel::template run<64>(arguments...);
}
#endif

/// How wide a kernel's vectors are, in bytes, when it is dispatched to this instruction set from here.
[[nodiscard]] constexpr int vector_bytes(instruction_set set) {
  int const asked = set == instruction_set::avx512 ? 64 : set == instruction_set::avx2 ? 32 : 16;
  return asked > WHENCE_UNIT_VECTOR_BYTES ? asked : WHENCE_UNIT_VECTOR_BYTES;
}

/// Runs `Kernel::run<vector bytes>(arguments...)` compiled for an instruction set. Once a task, not once a step: what
/// is behind this call cannot be inlined into what is before it.
///
/// `run` and all that it calls must be [[gnu::always_inline]] and take packs by reference.
template <class Kernel, class... Arguments>
void dispatch_to([[maybe_unused]] instruction_set set, Arguments const&... arguments) {
#if defined(__x86_64__)
  if constexpr (WHENCE_UNIT_VECTOR_BYTES < 64) {
    if (set == instruction_set::avx512) return run_avx512<Kernel>(arguments...);
  }
  if constexpr (WHENCE_UNIT_VECTOR_BYTES < 32) {
    if (set == instruction_set::avx2) return run_avx2<Kernel>(arguments...);
  }
#endif
  run_baseline<Kernel>(arguments...);
}

/// The same for the instruction set in use.
template <class Kernel, class... Arguments>
void dispatch(Arguments const&... arguments) {
  kernels::dispatch_to<Kernel>(whence::reference::instruction_set_in_use(), arguments...);
}

}  // namespace WHENCE_UNIT_FLAGS
}  // namespace whence::reference::detail::kernels
