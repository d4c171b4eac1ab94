// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <whence/weights/detail/element_type.hpp>
#include <whence/weights/detail/float8.hpp>
#include <whence/weights/detail/half.hpp>

namespace whence::detail {

/// The pattern at `bytes`, which need not be aligned.
template <std::unsigned_integral U>
[[nodiscard]] U load_pattern(std::byte const* bytes, std::endian order) {
  std::array<std::byte, sizeof(U)> raw;
  std::memcpy(raw.data(), bytes, sizeof(U));
  if (order != std::endian::native) std::ranges::reverse(raw);
  return std::bit_cast<U>(raw);
}

template <std::unsigned_integral U>
[[nodiscard]] U load_little_endian(std::byte const* bytes) {
  return detail::load_pattern<U>(bytes, std::endian::little);
}

/// Elements of a file as numbers of type T, rounded to nearest where T is narrower.
///
/// @param from the first element, not necessarily aligned
/// @param step from one element to the next, in elements
template <std::floating_point T>
void copy_elements(element_type type, std::endian order, std::byte const* from, std::size_t step, std::size_t count,
                   T* to) {
  auto const each = [&]<std::unsigned_integral U>(U, auto number) {
    for (std::size_t i = 0; i != count; ++i) {
      to[i] = static_cast<T>(number(detail::load_pattern<U>(from + i * step * sizeof(U), order)));
    }
  };
  auto const as = [&]<class Stored, std::unsigned_integral U>(Stored, U pattern) {
    each(pattern, [](U u) { return std::bit_cast<Stored>(u); });
  };
  constexpr std::uint64_t u64 = 0;
  constexpr std::uint32_t u32 = 0;
  constexpr std::uint16_t u16 = 0;
  constexpr std::uint8_t u8 = 0;
  switch (type) {
    case element_type::f64: return as(double{}, u64);
    case element_type::f32: return as(float{}, u32);
    case element_type::f16: return each(u16, float_of_float16);
    case element_type::bf16: return each(u16, float_of_bfloat16);
    case element_type::f8_e5m2: return each(u8, float_of_e5m2);
    case element_type::f8_e4m3fn: return each(u8, float_of_e4m3fn);
    case element_type::f8_e5m2fnuz: return each(u8, float_of_e5m2fnuz);
    case element_type::f8_e4m3fnuz: return each(u8, float_of_e4m3fnuz);
    case element_type::f8_e8m0: return each(u8, float_of_e8m0);
    case element_type::i64: return as(std::int64_t{}, u64);
    case element_type::i32: return as(std::int32_t{}, u32);
    case element_type::i16: return as(std::int16_t{}, u16);
    case element_type::i8: return as(std::int8_t{}, u8);
    case element_type::u64: return as(u64, u64);
    case element_type::u32: return as(u32, u32);
    case element_type::u16: return as(u16, u16);
    case element_type::u8: return as(u8, u8);
    case element_type::boolean: return each(u8, [](std::uint8_t u) { return u != 0 ? 1.0f : 0.0f; });
  }
}

}  // namespace whence::detail
