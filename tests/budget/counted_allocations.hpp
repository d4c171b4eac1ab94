// SPDX-License-Identifier: BSD-3-Clause
// Counts what a program asks of operator new. To be included by one translation unit of a program: it replaces the
// operators.
#pragma once
#include <execinfo.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <new>

namespace budget {

/// Larger ones come as fresh pages from the system, whose first touch costs as much as the work done in them.
inline constexpr std::size_t large = std::size_t{64} << 10;

struct allocations {
  std::size_t count = 0;
  std::size_t bytes = 0;
  std::size_t large_count = 0;
  std::size_t large_bytes = 0;
};

/// Of the whole program, while `is_counting`.
struct counter {
  std::mutex mutex;
  allocations sum;
  bool is_counting = false;
  bool prints_large = false;  ///< and from where they were asked, to standard error

  void add(std::size_t size) {
    std::unique_lock const lock(mutex);
    if (!is_counting) return;
    ++sum.count;
    sum.bytes += size;
    if (size <= large) return;
    ++sum.large_count;
    sum.large_bytes += size;
    if (!prints_large) return;
    is_counting = false;
    std::fprintf(stderr, "%zu bytes\n", size);
    void* frames[64];
    ::backtrace_symbols_fd(frames, ::backtrace(frames, 64), STDERR_FILENO);
    is_counting = true;
  }
};
inline counter counted;

inline void* allocate(std::size_t size, std::size_t alignment) {
  counted.add(size);
  void* const memory = std::aligned_alloc(alignment, (size + alignment) / alignment * alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

/// What a body asks for.
template <class Body>
allocations allocations_of(Body const& body) {
  counted.sum = {};
  counted.is_counting = true;
  body();
  counted.is_counting = false;
  return counted.sum;
}

}  // namespace budget

// The other forms call these.
void* operator new(std::size_t size) {
  return budget::allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return budget::allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
