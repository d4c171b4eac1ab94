// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/version.hpp>

BOOST_AUTO_TEST_SUITE(core_version)

BOOST_AUTO_TEST_CASE(the_macros_and_the_constants_say_the_same) {
  static_assert(whence::version::major_number == WHENCE_VERSION_MAJOR);
  static_assert(whence::version::minor_number == WHENCE_VERSION_MINOR);
  static_assert(whence::version::patch_number == WHENCE_VERSION_PATCH);
  BOOST_TEST(whence::version::major_number >= 0);
}

BOOST_AUTO_TEST_SUITE_END()
