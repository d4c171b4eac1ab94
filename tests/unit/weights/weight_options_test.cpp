// SPDX-License-Identifier: BSD-3-Clause
#include <whence/weights/weight_options.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(weights_weight_options)

BOOST_AUTO_TEST_CASE(unless_told_otherwise_a_file_is_one_dictionary_and_all_of_it_is_wanted) {
  whence::weight_options const options;
  BOOST_TEST(options.entry.empty());
  BOOST_TEST(options.prefix.empty());
  BOOST_TEST(options.limits.tensors == 65536u);
}

BOOST_AUTO_TEST_SUITE_END()
