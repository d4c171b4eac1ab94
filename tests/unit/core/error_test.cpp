// SPDX-License-Identifier: BSD-3-Clause
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <whence/core/error.hpp>

BOOST_AUTO_TEST_SUITE(core_error)

BOOST_AUTO_TEST_CASE(the_message_says_where_expected_and_got) {
  whence::error const complaint("resize", "a side above 0", "0");
  BOOST_TEST(std::string(complaint.what()) == "resize: expected a side above 0, got 0");
}

BOOST_AUTO_TEST_CASE(the_parts_can_be_read_one_by_one) {
  whence::error const complaint("resize", "a side above 0", "0");
  BOOST_TEST(complaint.where() == "resize");
  BOOST_TEST(complaint.expected() == "a side above 0");
  BOOST_TEST(complaint.got() == "0");
}

BOOST_AUTO_TEST_CASE(a_copy_keeps_message_and_parts) {
  whence::error const complaint("a", "b", "c");
  whence::error const copy = complaint;
  BOOST_TEST(std::string(copy.what()) == complaint.what());
  BOOST_TEST(copy.where() == "a");
  BOOST_TEST(copy.expected() == "b");
  BOOST_TEST(copy.got() == "c");
}

BOOST_AUTO_TEST_CASE(a_program_that_knows_only_the_standard_library_can_catch_it) {
  BOOST_CHECK_THROW(throw whence::error("a", "b", "c"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
