// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/tap_info.hpp>

BOOST_AUTO_TEST_SUITE(core_tap_info)

BOOST_AUTO_TEST_CASE(a_new_one_tells_nothing) {
  whence::tap_info const tap;
  BOOST_TEST(tap.name.empty());
  BOOST_TEST(tap.kind.empty());
  BOOST_TEST(tap.channels + tap.height + tap.width == 0u);
  BOOST_TEST(!tap.geometry.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
