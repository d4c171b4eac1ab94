// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/core/unknown_geometry_error.hpp>

BOOST_AUTO_TEST_SUITE(core_unknown_geometry_error)

BOOST_AUTO_TEST_CASE(it_is_caught_as_an_error_of_this_library) {
  BOOST_CHECK_THROW(throw whence::unknown_geometry_error("a", "b", "c"), whence::error);
}

BOOST_AUTO_TEST_SUITE_END()
