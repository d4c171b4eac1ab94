// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <vector>

namespace whence::detail {

/// stb's assertions are about the file as often as about itself: none may end the program, or be passed by.
struct stb_assertion {};

/// Where stb's blocks come from on this thread while it lives, and go when it dies. stb bounds the pixels it is asked
/// for but not what a compressed stream swells to, and a thrown stb_assertion does not free what it passes.
class stb_memory {
 public:
  stb_memory() { in_use = this; }
  stb_memory(stb_memory const&) = delete;
  stb_memory& operator=(stb_memory const&) = delete;
  ~stb_memory() {
    for (void* const block : blocks_) std::free(block);
    in_use = nullptr;
  }

  std::size_t largest_block = 0;

  static void* reallocate(void* old, std::size_t bytes) {
    if (bytes > in_use->largest_block) return nullptr;
    auto& blocks = in_use->blocks_;
    auto place = std::find(blocks.begin(), blocks.end(), old);
    if (place == blocks.end()) place = blocks.insert(place, nullptr);
    // Zeros, since a damaged file has stb read tables and pixels that it never wrote.
    void* const block = old == nullptr ? std::calloc(1, bytes) : std::realloc(old, bytes);
    if (block != nullptr) *place = block;
    return block;
  }

  static void release(void* old) {
    std::erase(in_use->blocks_, old);
    std::free(old);
  }

 private:
  static inline thread_local stb_memory* in_use = nullptr;
  std::vector<void*> blocks_;
};

}  // namespace whence::detail
