// SPDX-License-Identifier: BSD-3-Clause
// Every pattern of both types against the formulas of IEEE 754, taken literally in double with std::ldexp.
#include <whence/weights/detail/half.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace {

/// sign * fraction * 2^exponent for a format of the given field widths; not a number where all exponent bits are set
/// and the fraction is not zero.
double by_the_formula(unsigned pattern, int exponent_bits, int fraction_bits) {
  int const bias = (1 << (exponent_bits - 1)) - 1;
  int const fraction = static_cast<int>(pattern & ((1u << fraction_bits) - 1));
  int const exponent = static_cast<int>(pattern >> fraction_bits & ((1u << exponent_bits) - 1));
  double const sign = (pattern >> (exponent_bits + fraction_bits) & 1) != 0 ? -1.0 : 1.0;
  if (exponent == (1 << exponent_bits) - 1) {
    return fraction != 0 ? std::numeric_limits<double>::quiet_NaN() : sign * std::numeric_limits<double>::infinity();
  }
  if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias - fraction_bits);
  return sign * std::ldexp(fraction + (1 << fraction_bits), exponent - bias - fraction_bits);
}

/// How many of all 65 536 patterns come out differently from the formula.
template <class Conversion>
int differing(Conversion const& conversion, int exponent_bits, int fraction_bits) {
  int count = 0;
  for (unsigned pattern = 0; pattern != 65536; ++pattern) {
    double const expected = by_the_formula(pattern, exponent_bits, fraction_bits);
    double const got = conversion(static_cast<std::uint16_t>(pattern));
    bool const is_same =
        std::isnan(expected) ? std::isnan(got) : got == expected && std::signbit(got) == std::signbit(expected);
    count += is_same ? 0 : 1;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_half)

BOOST_AUTO_TEST_CASE(every_float16_is_exact) {
  BOOST_TEST(differing(whence::detail::float_of_float16, 5, 10) == 0);
}

BOOST_AUTO_TEST_CASE(every_bfloat16_is_exact) {
  BOOST_TEST(differing(whence::detail::float_of_bfloat16, 8, 7) == 0);
}

BOOST_AUTO_TEST_CASE(they_work_at_compile_time) {
  static_assert(whence::detail::float_of_float16(0x3c00) == 1.0f);
  static_assert(whence::detail::float_of_float16(0x0001) == 0x1p-24f);
  static_assert(whence::detail::float_of_bfloat16(0x3f80) == 1.0f);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_SUITE_END()
