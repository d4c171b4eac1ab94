// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>
#include <cstdint>

namespace whence::libtorch {

/// A point of a module: one of the values it computes. Made by a backend's `find_tap` and `image_tap`.
struct module_tap {
  std::size_t value = 0;     ///< its number among the backend's values
  std::uint64_t module = 0;  ///< the fingerprint of the module it belongs to

  friend bool operator==(module_tap const&, module_tap const&) = default;
};

}  // namespace whence::libtorch
