// SPDX-License-Identifier: BSD-3-Clause
// Every pattern of the five kinds against their definitions, taken literally in double with std::ldexp.
#include <whence/weights/detail/float8.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

namespace detail = whence::detail;

namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// sign * fraction * 2^exponent, whatever the pattern is reserved for.
double by_the_formula(int pattern, int fraction_bits, int bias) {
  int const fraction = pattern & ((1 << fraction_bits) - 1);
  int const exponent = (pattern & 0x7f) >> fraction_bits;
  double const sign = (pattern & 0x80) != 0 ? -1.0 : 1.0;
  if (exponent == 0) return sign * std::ldexp(fraction, 1 - bias - fraction_bits);
  return sign * std::ldexp(fraction + (1 << fraction_bits), exponent - bias - fraction_bits);
}

template <class Conversion, class Expected>
int differing(Conversion const& conversion, Expected const& expected) {
  int count = 0;
  for (int pattern = 0; pattern != 256; ++pattern) {
    double const wanted = expected(pattern);
    double const got = conversion(static_cast<std::uint8_t>(pattern));
    bool const is_same =
        std::isnan(wanted) ? std::isnan(got) : got == wanted && std::signbit(got) == std::signbit(wanted);
    count += is_same ? 0 : 1;
  }
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(weights_detail_float8)

BOOST_AUTO_TEST_CASE(e5m2_keeps_the_top_exponent_for_infinities_and_nan) {
  BOOST_TEST(differing(detail::float_of_e5m2, [](int pattern) {
               if ((pattern & 0x7c) != 0x7c) return by_the_formula(pattern, 2, 15);
               if ((pattern & 3) != 0) return not_a_number;
               return pattern < 128 ? std::numeric_limits<double>::infinity()
                                    : -std::numeric_limits<double>::infinity();
             }) == 0);
}

BOOST_AUTO_TEST_CASE(e4m3fn_keeps_one_pattern_of_either_sign_for_nan) {
  BOOST_TEST(differing(detail::float_of_e4m3fn, [](int pattern) {
               return (pattern & 0x7f) == 0x7f ? not_a_number : by_the_formula(pattern, 3, 7);
             }) == 0);
  BOOST_TEST(detail::float_of_e4m3fn(0x7e) == 448.0f);  // the largest, by the paper's table 1
}

BOOST_AUTO_TEST_CASE(kinds_with_one_zero_make_its_negative_nan) {
  BOOST_TEST(differing(detail::float_of_e5m2fnuz, [](int pattern) {
               return pattern == 0x80 ? not_a_number : by_the_formula(pattern, 2, 16);
             }) == 0);
  BOOST_TEST(differing(detail::float_of_e4m3fnuz, [](int pattern) {
               return pattern == 0x80 ? not_a_number : by_the_formula(pattern, 3, 8);
             }) == 0);
}

BOOST_AUTO_TEST_CASE(e8m0_is_a_power_of_two) {
  BOOST_TEST(differing(detail::float_of_e8m0, [](int pattern) {
               return pattern == 0xff ? not_a_number : std::ldexp(1.0, pattern - 127);
             }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
