// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <whence/render/missing_geometry_error.hpp>

BOOST_AUTO_TEST_SUITE(render_missing_geometry_error)

BOOST_AUTO_TEST_CASE(it_can_be_caught_as_any_error_of_the_library) {
  BOOST_CHECK_THROW(throw whence::missing_geometry_error("here", "a geometry", "none"), whence::error);
}

BOOST_AUTO_TEST_SUITE_END()
