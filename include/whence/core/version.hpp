// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#define WHENCE_VERSION_MAJOR 0
#define WHENCE_VERSION_MINOR 1
#define WHENCE_VERSION_PATCH 0

#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#error "whence reports maps that are not finite, which -ffast-math (-ffinite-math-only) makes impossible"
#endif

namespace whence {

/// The version of these headers.
struct version {
  static constexpr int major_number = WHENCE_VERSION_MAJOR;
  static constexpr int minor_number = WHENCE_VERSION_MINOR;
  static constexpr int patch_number = WHENCE_VERSION_PATCH;
};

}  // namespace whence
