// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstdlib>

namespace whence::detail {

/// For std::unique_ptr to what stb allocates.
struct free_deleter {
  void operator()(void* block) const { std::free(block); }
};

}  // namespace whence::detail
