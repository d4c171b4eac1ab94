// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <string>
#include <whence/core/shape_error.hpp>

BOOST_AUTO_TEST_SUITE(core_shape_error)

BOOST_AUTO_TEST_CASE(it_is_caught_as_an_error_of_this_library) {
  BOOST_CHECK_THROW(throw whence::shape_error("forward", "(N, 3, H, W)", "(1, 4, 8, 8)"), whence::error);
}

BOOST_AUTO_TEST_CASE(the_message_holds_both_shapes) {
  whence::shape_error const complaint("forward", "(N, 3, H, W)", "(1, 4, 8, 8)");
  BOOST_TEST(std::string(complaint.what()) == "forward: expected (N, 3, H, W), got (1, 4, 8, 8)");
}

BOOST_AUTO_TEST_SUITE_END()
