// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <cstddef>

namespace whence::detail {

/// What the elements of a stored tensor are, whatever the file format calls them: those that become numbers of a
/// floating-point type.
enum class element_type {
  f64,
  f32,
  f16,
  bf16,
  f8_e5m2,
  f8_e4m3fn,
  f8_e5m2fnuz,
  f8_e4m3fnuz,
  f8_e8m0,
  i64,
  i32,
  i16,
  i8,
  u64,
  u32,
  u16,
  u8,
  boolean
};

/// The bytes that one element takes in a file.
[[nodiscard]] constexpr std::size_t bytes_of(element_type type) {
  switch (type) {
    case element_type::f64:
    case element_type::i64:
    case element_type::u64: return 8;
    case element_type::f32:
    case element_type::i32:
    case element_type::u32: return 4;
    case element_type::f16:
    case element_type::bf16:
    case element_type::i16:
    case element_type::u16: return 2;
    default: return 1;
  }
}

}  // namespace whence::detail
