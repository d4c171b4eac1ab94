// SPDX-License-Identifier: BSD-3-Clause
#include <whence/core/random_field.hpp>

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

BOOST_AUTO_TEST_SUITE(core_random_field)

using whence::random_field;

namespace {
using four = std::array<std::uint32_t, 4>;
}

// The known answers of Random123 1.14, tests/kat_vectors, "philox4x32 10".
static_assert(whence::detail::philox({0, 0, 0, 0}, {0, 0}) == four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
static_assert(whence::detail::philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
              four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
static_assert(whence::detail::philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
              four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});

BOOST_AUTO_TEST_CASE(a_uniform_number_is_the_middle_of_its_part_of_the_unit_interval) {
  // The first two words of the first known answer, 52 bits of them, and half a bit.
  constexpr double expected = (static_cast<double>(0x6627e8d5e169cULL) + 0.5) / 4503599627370496.0;
  BOOST_TEST(random_field{}.uniform(0) == expected);
}

BOOST_AUTO_TEST_CASE(seed_image_sample_and_element_each_lead_to_other_numbers) {
  double const one = random_field{}.uniform(0);
  BOOST_TEST((random_field{.seed = 1}.uniform(0) != one));
  BOOST_TEST((random_field{.seed = std::uint64_t{1} << 32}.uniform(0) != one));
  BOOST_TEST((random_field{.image = 1}.uniform(0) != one));
  BOOST_TEST((random_field{.image = std::uint64_t{1} << 32}.uniform(0) != one));
  BOOST_TEST((random_field{.sample = 1}.uniform(0) != one));
  BOOST_TEST((random_field{}.uniform(1) != one));
  BOOST_TEST((random_field{}.uniform(0) == one));
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_numbers_have_the_moments_of_their_distributions) {
  // Standard errors: of the uniform mean .289/316 = .0009; of the normal mean .0032, variance .0045, fourth moment .03.
  constexpr std::uint32_t count = 100'000;
  double uniform = 0.0, mean = 0.0, square = 0.0, fourth = 0.0;
  for (std::uint32_t i = 0; i != count; ++i) {
    double const u = random_field{.seed = 7}.uniform(i);
    BOOST_TEST_REQUIRE((u > 0.0 && u < 1.0));
    double const x = random_field{.seed = 7}.normal(i);
    uniform += u / count;
    mean += x / count;
    square += x * x / count;
    fourth += x * x * x * x / count;
  }
  BOOST_TEST(std::abs(uniform - 0.5) < 0.004);
  BOOST_TEST(std::abs(mean) < 0.013);
  BOOST_TEST(std::abs(square - 1.0) < 0.018);
  BOOST_TEST(std::abs(fourth - 3.0) < 0.13);
}

BOOST_AUTO_TEST_SUITE_END()
