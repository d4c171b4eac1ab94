// SPDX-License-Identifier: BSD-3-Clause
#pragma once
#include <bit>
#include <cstdint>
#include <limits>
#include <whence/weights/detail/half.hpp>

namespace whence::detail {

/// 2^exponent, from 2^-126 to 2^127.
[[nodiscard]] constexpr float power_of_two(int exponent) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(exponent + 127) << 23);
}

/// A sign, an exponent and a fraction in eight bits, no pattern of which is infinite: exact.
[[nodiscard]] constexpr float float_of_finite8(std::uint8_t bits, int fraction_bits, int bias) {
  int const fraction = bits & ((1 << fraction_bits) - 1);
  int const exponent = (bits & 0x7f) >> fraction_bits;
  int const significand = exponent == 0 ? fraction : fraction + (1 << fraction_bits);
  float const magnitude =
      static_cast<float>(significand) * detail::power_of_two((exponent == 0 ? 1 : exponent) - bias - fraction_bits);
  return (bits & 0x80) != 0 ? -magnitude : magnitude;
}

/// The numbers that the five kinds of eight bits stand for. "fn": no infinities; "uz": one zero, whose negative is NaN.
///
/// @source Micikevicius et al. 2022, "FP8 Formats for Deep Learning" (e5m2, e4m3fn); Noune et al. 2022, "8-bit
///         Numerical Formats for Deep Neural Networks" (fnuz); OCP Microscaling Formats 1.0 (e8m0)
[[nodiscard]] constexpr float float_of_e5m2(std::uint8_t bits) {
  return float_of_float16(static_cast<std::uint16_t>(bits << 8));
}
[[nodiscard]] constexpr float float_of_e4m3fn(std::uint8_t bits) {
  return (bits & 0x7f) == 0x7f ? std::numeric_limits<float>::quiet_NaN() : detail::float_of_finite8(bits, 3, 7);
}
[[nodiscard]] constexpr float float_of_e5m2fnuz(std::uint8_t bits) {
  return bits == 0x80 ? std::numeric_limits<float>::quiet_NaN() : detail::float_of_finite8(bits, 2, 16);
}
[[nodiscard]] constexpr float float_of_e4m3fnuz(std::uint8_t bits) {
  return bits == 0x80 ? std::numeric_limits<float>::quiet_NaN() : detail::float_of_finite8(bits, 3, 8);
}
[[nodiscard]] constexpr float float_of_e8m0(std::uint8_t bits) {
  if (bits == 0xff) return std::numeric_limits<float>::quiet_NaN();
  return bits == 0 ? 0x1p-127f : detail::power_of_two(bits - 127);
}

}  // namespace whence::detail
